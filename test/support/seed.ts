/**
 * Generated tests use one seed, so that a run can be repeated; FC_SEED=<number> takes another, FC_SEED=random a new one
 * each time. A failing property prints its seed.
 */
import process from 'node:process';
import fc from 'fast-check';

const given = process.env.FC_SEED ?? '20220216';

if (given !== 'random') fc.configureGlobal({ seed: Number(given) });
