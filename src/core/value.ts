/**
 * A typed value as the loaders read it. Two values are equal when their ids are equal: an id stands for a
 * canonical text of what is read under every dialect asked for, so it tells 1 from 1.0, 'yes' from yes, -0.0
 * from 0.0 and integers of any size apart, and calls 0.8 and 0.80 the same.
 */

/** How plain scalars are read: as PyYAML's safe_load does (its own take on YAML 1.1), or as YAML 1.2 core. */
export type Dialect = 'pyyaml' | '1.2';

/** Which dialects must agree before two values are called equal (`--yaml`). */
export type DialectChoice = 'both' | Dialect;

/** How much the order of keys counts: inside nested mappings, at the top level too, or nowhere (`--key-order`). */
export type KeyOrder = 'nested' | 'strict' | 'ignore';

export type Value = ScalarValue | SequenceValue | MappingValue | TaggedValue;

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly id: number;
  /** The scalar's content as text: quotes, escapes and folding are gone. */
  readonly text: string;
  /** A plain scalar, whose type is decided by its text; any other style is a string. */
  readonly plain: boolean;
  /** Offset in the text it was parsed from, of scalars that mean two things; 0 for all others. */
  readonly offset: number;
}

export interface SequenceValue {
  readonly kind: 'sequence';
  readonly id: number;
  readonly items: readonly Value[];
}

export interface MappingValue {
  readonly kind: 'mapping';
  readonly id: number;
  readonly pairs: readonly Pair[];
  /**
   * Whether single pairs may move: every loader reads the same keys, and the text can be cut between them. Set
   * while the text is read, where the second half is known later than the first; never after.
   */
  open: boolean;
}

export interface Pair {
  readonly key: Value;
  /** The key as text when it is a string in every dialect; null otherwise. */
  readonly name: string | null;
  readonly value: Value;
  /** Characters of the entry's text; 0 where the text is not laid out. Set while the text is read, never after. */
  size: number;
}

/** A node with an explicit tag: opaque, compared by tag and content. */
export interface TaggedValue {
  readonly kind: 'tagged';
  readonly id: number;
  readonly tag: string;
  readonly content: Value;
}

/**
 * @param choice - the value of `--yaml`
 * @returns the dialects that must agree, in a fixed order
 */
export function dialectsOf(choice: DialectChoice): readonly Dialect[] {
  return choice === 'both' ? ['pyyaml', '1.2'] : [choice];
}

/** @returns a key that is not a string to everyone, as it is shown to the user */
export function keyText(key: Value): string {
  return key.kind === 'scalar' ? key.text : `(${key.kind})`;
}

/** How an untagged scalar is read under one dialect: its type and the canonical text of its value. */
export type ScalarReader = (
  text: string,
  plain: boolean,
  dialect: Dialect,
) => { readonly type: string; readonly canonical: string };

/** @returns the type's name as shown to the user: a scalar's type, `mapping`, `sequence` or the tag */
export function typeOf(value: Value, dialect: Dialect, readScalar: ScalarReader): string {
  if (value.kind === 'scalar') return readScalar(value.text, value.plain, dialect).type;
  return value.kind === 'tagged' ? value.tag : value.kind;
}

/** @returns whether a tag stands anywhere in a value: one that may be unknown, or mean a file that is not there */
export function holdsTag(value: Value): boolean {
  const known = new Set<Value>();
  return visit(value);

  function visit(inner: Value): boolean {
    if (inner.kind === 'tagged') return true;
    // Aliases lead to the same value again and again.
    if (inner.kind === 'scalar' || known.has(inner)) return false;
    known.add(inner);
    if (inner.kind === 'sequence') return inner.items.some(visit);
    return inner.pairs.some((pair) => visit(pair.key) || visit(pair.value));
  }
}

/** @returns whether two values are equal when only one dialect is asked; order of keys counts */
export function equalUnder(a: Value, b: Value, dialect: Dialect, readScalar: ScalarReader): boolean {
  if (a.id === b.id) return true;
  if (a.kind === 'scalar' && b.kind === 'scalar') {
    const one = readScalar(a.text, a.plain, dialect);
    const other = readScalar(b.text, b.plain, dialect);
    return one.type === other.type && one.canonical === other.canonical;
  }
  if (a.kind === 'sequence' && b.kind === 'sequence') {
    return a.items.length === b.items.length && a.items.every((item, at) => equalAt(item, b.items[at]));
  }
  if (a.kind === 'mapping' && b.kind === 'mapping') {
    return (
      a.pairs.length === b.pairs.length &&
      a.pairs.every(
        ({ key, value }, at) => equalAt(key, b.pairs[at]?.key) && equalAt(value, b.pairs[at]?.value),
      )
    );
  }
  return false;

  function equalAt(one: Value, other: Value | undefined): boolean {
    return other !== undefined && equalUnder(one, other, dialect, readScalar);
  }
}
