/** The report of `show`: YAML for one session, a table and one session in detail for a layout. */
import type { KeyOrigin, ShowResult } from '../commands/show.js';
import { count, table, type Paint } from './lines.js';

const TITLES = {
  inherited: 'Inherited from the parent',
  overrides: 'Overridden by the session',
  own: "The session's own",
  default: 'Filled in by the loader',
} as const;

/** @returns the report's lines */
export function showText(result: ShowResult, paint: Paint): readonly string[] {
  if (result.single) return linesOf(result.detail.yaml);
  const { detail } = result;
  return [
    `${paint('bold', result.parent)}: ${count(result.sessions.length, 'session')} in ${result.sessionDir}`,
    '',
    ...table([
      ['session', 'lab', 'cells', 'own keys'],
      ...result.sessions.map(({ name, lab, cids, ownKeys }) => [
        name,
        lab,
        cids === null ? '' : String(cids),
        ownKeys.join(', '),
      ]),
    ]),
    '',
    paint('bold', `${detail.name}, merged`),
    ...(Object.keys(TITLES) as KeyOrigin['origin'][]).flatMap((origin) =>
      originLines(detail.origins, origin),
    ),
    '',
    ...linesOf(detail.yaml).map((line) => (line === '' ? '' : `  ${line}`)),
  ];
}

function originLines(origins: readonly KeyOrigin[], origin: KeyOrigin['origin']): readonly string[] {
  const paths = origins.filter((row) => row.origin === origin).map(({ path }) => path);
  return paths.length === 0 ? [] : [`  ${TITLES[origin]}: ${paths.join(', ')}`];
}

/** Only the last line break goes: those before it may belong to a block text. */
function linesOf(yaml: string): readonly string[] {
  return yaml.replace(/\n$/, '').split('\n');
}
