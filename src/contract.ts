/**
 * What the loader expects of a layout, as data: which keys are reserved for the layout itself, which every
 * session must hold, which never move to the parent, and what the loader fills in. Source: the users' own
 * description of their loader (README, "The contract").
 */

export type PresetName = 'dataset' | 'plain';

export interface Contract {
  readonly preset: PresetName;
  /** Keys of the parent that describe the layout; never part of a merged config. */
  readonly reserved: readonly ['session_dir', 'sessions'];
  /** Top-level keys each session file must hold itself. */
  readonly required: readonly string[];
  /** Key paths, joined with dots, that never move to the parent. */
  readonly pinned: readonly string[];
  /** The top-level key that the loader sets to the session's name when it is missing; null: none. */
  readonly nameKey: string | null;
  /** Top-level keys the loader sets when they are missing. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Top-level keys the loader overwrites in every merged config. */
  readonly metadata: readonly string[];
}

const RESERVED = ['session_dir', 'sessions'] as const;

const METADATA = ['_weight', '_config_path', '_parent_config_path'] as const;

/** The presets by name. `dataset` is the training loader's contract; `plain` asks for nothing. */
export const PRESETS: Readonly<Record<PresetName, Contract>> = {
  dataset: {
    preset: 'dataset',
    reserved: RESERVED,
    required: ['cids'],
    pinned: ['cids', 'session'],
    nameKey: 'session',
    defaults: { lab: 'yates' },
    metadata: METADATA,
  },
  plain: {
    preset: 'plain',
    reserved: RESERVED,
    required: [],
    pinned: [],
    nameKey: null,
    defaults: {},
    metadata: METADATA,
  },
};

/**
 * A preset with the user's additions.
 *
 * @param preset - name of the preset to start from
 * @param extra - `pin`: key paths that must stay in the sessions; `require`: top-level keys every session must
 *   hold itself (they are pinned too, or the loader would not find them there)
 * @returns a new contract; the preset is not changed
 */
export function contractOf(
  preset: PresetName,
  extra: { readonly pin?: readonly string[]; readonly require?: readonly string[] } = {},
): Contract {
  const base = PRESETS[preset];
  const required = [...new Set([...base.required, ...(extra.require ?? [])])];
  const pinned = [...new Set([...base.pinned, ...required, ...(extra.pin ?? [])])];
  return { ...base, required, pinned };
}
