/**
 * A typed value as the loaders read it. Two values are equal when their ids are equal: an id is a canonical text
 * of what is read under every dialect asked for, so it tells 1 from 1.0, 'yes' from yes, -0.0 from 0.0 and
 * integers of any size apart, and calls 0.8 and 0.80 the same.
 *
 * Ids of collections are interned numbers, so that comparing two values costs one comparison whatever their size
 * and an alias that is expanded many times costs nothing.
 */

/** How plain scalars are read: as PyYAML's safe_load does (its own take on YAML 1.1), or as YAML 1.2 core. */
export type Dialect = 'pyyaml' | '1.2';

/** Which dialects must agree before two values are called equal (`--yaml`). */
export type DialectChoice = 'both' | Dialect;

/** How much the order of keys counts: inside nested mappings, at the top level too, or nowhere (`--key-order`). */
export type KeyOrder = 'nested' | 'strict' | 'ignore';

/**
 * @param choice - the value of `--yaml`
 * @returns the dialects that must agree, in a fixed order
 */
export function dialectsOf(choice: DialectChoice): readonly Dialect[] {
  return choice === 'both' ? ['pyyaml', '1.2'] : [choice];
}
