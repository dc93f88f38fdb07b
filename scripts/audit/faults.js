/**
 * Faults as people make them, planted in the text of one to four files of a folder. Each returns what was planted:
 * the files by name and the key path, without list indices; or null where the folder has no place for it.
 */
import { isMap, isScalar, isSeq, parseDocument, Scalar } from 'yaml';

/** All scalars and pairs of a document with their path, list items by index. */
function* walk(node, path = []) {
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isScalar(pair.key)) continue;
      const inner = [...path, String(pair.key.value)];
      yield { path: inner, pair, map: node, node: pair.value };
      yield* walk(pair.value, inner);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) yield* walk(item, [...path, index]);
  }
}

const at = (document, path) =>
  [...walk(document.contents)].find((entry) => entry.path.join('\0') === path.join('\0'));

/** Paths that nearly every file has, with the number of different values there. */
function commonPaths(files, accept) {
  const seen = new Map();
  for (const { text } of files) {
    const document = parseDocument(text);
    for (const entry of walk(document.contents)) {
      const key = entry.path.join('\0');
      const known = seen.get(key) ?? { path: entry.path, count: 0, values: new Map(), entry };
      known.count++;
      const value = String(entry.node);
      known.values.set(value, (known.values.get(value) ?? 0) + 1);
      seen.set(key, known);
    }
  }
  return [...seen.values()].filter((path) => path.count >= 0.9 * files.length && accept(path));
}

/** Changes one path in one to four files. */
function plantAt(random, files, candidates, change) {
  if (candidates.length === 0) return null;
  const target = random.pick(candidates);
  const chosen = random.sample(files, 1 + random.below(4));
  const plan = change(target);
  if (plan === null) return null;
  const done = [];
  for (const file of chosen) {
    const document = parseDocument(file.text);
    const entry = at(document, target.path);
    if (entry === undefined || plan(entry, document) === false) continue;
    file.text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
    done.push(file.name);
  }
  const path = target.path.filter((step) => typeof step === 'string');
  return done.length === 0 ? null : { files: done, path };
}

const few = ({ values }) => values.size <= 3;
const isOf = (test) => (found) => isScalar(found.entry.node) && test(found.entry.node);
const isNumber = (node) => typeof node.value === 'number';
const isBool = (node) => typeof node.value === 'boolean';
const isWord = (node) => typeof node.value === 'string' && /^[A-Za-z][\w-]{2,}$/.test(node.value);

/** A key as a tired hand types it. */
export function misspell(random, key) {
  const swap = (at) => key.slice(0, at) + key[at + 1] + key[at] + key.slice(at + 2);
  const inner = () => 1 + random.below(Math.max(1, key.length - 2));
  const ways = [
    () => swap(inner()),
    () => key.replace(/.$/, ''),
    () => {
      const place = inner();
      return key.slice(0, place) + key.slice(place + 1);
    },
    () => {
      const place = inner();
      return key.slice(0, place) + key[place] + key.slice(place);
    },
    () => key.charAt(0).toUpperCase() + key.slice(1),
    () =>
      key.includes('_')
        ? key.replace('_', '-')
        : key.includes('-')
          ? key.replace('-', '_')
          : key.toUpperCase(),
    () => (key.includes('_') ? key.replace(/_(.)/, (_, letter) => letter.toUpperCase()) : swap(inner())),
    () => (key.endsWith('s') ? key.slice(0, -1) : `${key}s`),
  ];
  for (let tries = 0; tries < 20; tries++) {
    const wrong = random.pick(ways)();
    if (wrong !== key && wrong.length >= 2) return wrong;
  }
  return null;
}

const newScalar = (value, type) => {
  const scalar = new Scalar(value);
  if (type) scalar.type = type;
  return scalar;
};

export const FAULTS = {
  'near-miss-key': (random, files) => {
    const candidates = commonPaths(
      files,
      ({ path }) => typeof path.at(-1) === 'string' && path.at(-1).length >= 4,
    );
    return plantAt(random, files, candidates, ({ path }) => {
      const wrong = misspell(random, path.at(-1));
      return wrong === null ? null : ({ pair, map }) => !map.has(wrong) && void (pair.key = newScalar(wrong));
    });
  },
  'outlier-value number': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(files, (found) => few(found) && isOf(isNumber)(found)),
      ({ entry }) => {
        const { value } = entry.node;
        const wrong =
          value === 0 ? random.pick([1, 5, 10]) : random.pick([value * 10, value / 10, value + 1, value * 2]);
        return (found) => void (found.pair.value = newScalar(Number(wrong.toPrecision(6))));
      },
    ),
  'outlier-value word': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(files, (found) => few(found) && isOf(isWord)(found)),
      ({ entry }) => {
        const wrong = random.chance(0.5)
          ? misspell(random, entry.node.value)
          : random.pick(['other', 'custom', 'legacy', 'default2']);
        return wrong === null ? null : (found) => void (found.pair.value = newScalar(wrong));
      },
    ),
  'outlier-value bool': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(files, (found) => found.values.size === 1 && isOf(isBool)(found)),
      ({ entry }) => {
        const wrong = !entry.node.value;
        return (found) => void (found.pair.value = newScalar(wrong));
      },
    ),
  'outlier-value list': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(
        files,
        (found) =>
          few(found) &&
          isSeq(found.entry.node) &&
          found.entry.node.items.length > 1 &&
          found.entry.node.items.every(isScalar),
      ),
      () => (found) => {
        const { items } = found.node;
        if (items.length > 2 && items.every(({ value }) => value === items[0].value)) return false;
        const way = random.below(3);
        if (way === 0) items.splice(random.below(items.length), 1);
        else if (way === 1) items.push(newScalar(typeof items[0].value === 'number' ? 99 : 'extra'));
        else items.reverse();
      },
    ),
  'type-drift': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(
        files,
        isOf((node) => isNumber(node) || isBool(node)),
      ),
      () => {
        const way = random.below(2);
        return (found) => {
          const { value } = found.node;
          if (
            typeof value === 'number' &&
            Number.isInteger(value) &&
            way === 0 &&
            !/\./.test(found.node.source ?? '')
          ) {
            const scalar = newScalar(value);
            scalar.minFractionDigits = 1;
            found.pair.value = scalar;
          } else found.pair.value = newScalar(found.node.source ?? String(value), Scalar.QUOTE_DOUBLE);
        };
      },
    ),
  'case-drift': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(files, (found) => few(found) && isOf(isWord)(found)),
      () => {
        const way = random.below(2);
        return (found) => {
          const { value } = found.node;
          if (typeof value !== 'string') return false;
          const first = value.charAt(0);
          const turned = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
          const wrong =
            way === 0 || value === value.toUpperCase() ? turned + value.slice(1) : value.toUpperCase();
          if (wrong === value) return false;
          found.pair.value = newScalar(wrong);
        };
      },
    ),
  'missing-key': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(files, () => true),
      () =>
        ({ map, pair }) => {
          if (map.items.length < 2) return false;
          map.items.splice(map.items.indexOf(pair), 1);
        },
    ),
  'extra-key': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(files, ({ path }) => typeof path.at(-1) === 'string'),
      () => {
        const key = random.pick([
          'debug',
          'override',
          'alpha',
          'dropout',
          'verbose',
          'cache_size',
          'fallback',
          'tmp',
        ]);
        const value = random.pick([true, 3, 0.5, 'on_demand']);
        return ({ map }) => {
          if (map.has(key) || map.items.length < 2) return false;
          map.set(key, value);
        };
      },
    ),
  dialect: (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(
        files,
        (found) => few(found) && isOf((node) => isBool(node) || (isNumber(node) && node.value !== 0))(found),
      ),
      () => (found) => {
        const { value } = found.node;
        if (typeof value === 'boolean') found.pair.value = newScalar(`@@${value ? 'yes' : 'no'}@@`);
        else if (typeof value === 'number') {
          const [digits, power] = value.toExponential().split('e');
          found.pair.value = newScalar(`@@${digits}e${Number(power)}@@`, Scalar.PLAIN);
        }
      },
    ),
  'order-drift': (random, files) =>
    plantAt(
      random,
      files,
      commonPaths(
        files,
        ({ entry, path }) => isMap(entry.node) && entry.node.items.length > 1 && path.length > 0,
      ),
      () => {
        const place = random.next();
        return ({ node }) => {
          const { items } = node;
          const first = Math.floor(place * (items.length - 1));
          [items[first], items[first + 1]] = [items[first + 1], items[first]];
        };
      },
    ),
  'duplicate-key': (random, files) => {
    const chosen = random.sample(files, 1 + random.below(4));
    const key = random.pick(parseDocument(chosen[0].text).contents.items).key.value;
    for (const file of chosen) file.text = `${file.text.trimEnd()}\n${key}: changed\n`;
    return { files: chosen.map(({ name }) => name), path: [String(key)] };
  },
  'name-mismatch': (random, files) => {
    const key = ['session', 'name', 'customer'].find((one) =>
      files.every(({ text }) => text.includes(`\n${one}: `) || text.startsWith(`${one}: `)),
    );
    if (key === undefined) return null;
    const chosen = random.sample(files, 1 + random.below(4));
    for (const file of chosen) {
      const other = random.pick(files.filter(({ name }) => name !== file.name)).name;
      file.text = file.text.replace(new RegExp(`^${key}: .*$`, 'm'), `${key}: ${other}`);
    }
    return { files: chosen.map(({ name }) => name), path: [key] };
  },
  'duplicate-config': (random, files) => {
    const [from, to] = random.sample(files, 2);
    to.text = from.text;
    return { files: [from.name, to.name], path: [] };
  },
  'near-duplicate-config': (random, files) => {
    const [from, to] = random.sample(files, 2);
    if (!from.text.includes('cids:')) return null;
    to.text = from.text
      .replace(/^session: .*$/m, `session: ${to.name}`)
      .replace(/^date: .*$/m, `date: "${to.name.split('_')[1]}"`)
      .replace(/^subject: .*$/m, `subject: ${to.name.split('_')[0]}`);
    return { files: [from.name, to.name], path: [] };
  },
  'skipped-by-name': (random, files) => {
    const file = random.pick(files);
    file.name = `${file.name}_${random.pick(['baseline', 'database', 'basement'])}`;
    return { files: [file.name], path: [] };
  },
};

/** Undoes the marks that keep the printer from quoting what must stand plain. */
export function plain(text) {
  return text.replace(/["']?@@([^@]*)@@["']?/g, '$1');
}
