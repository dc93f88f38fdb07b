/**
 * Cases that YAML 1.2 allows and PyYAML reads, and that are refused all the same, each with its reason and the problem
 * that is told. A case that is not refused any more must be taken out: the test says so.
 */
import type { ProblemCode } from '../../src/errors.js';

export interface Skip {
  readonly code: ProblemCode;
  readonly reason: string;
}

const BREAK = 'a character that is a line break to PyYAML and text, or no YAML, to others';
const NOT_ITS_PLACE = 'in the places of this suite the mark stands inside the text, which libyaml refuses';
const DIFFERENT =
  'PyYAML reads something else there than YAML 1.2: the value has two meanings by its structure';
const JS_YAML = "js-yaml, the proof's parser, misreads it or stops at it; nobody has been seen to write it";

export const SKIPS: Readonly<Record<string, Skip>> = {
  '5-characters: [1] line separator, a break to PyYAML': { code: 'line-break', reason: BREAK },
  '5-characters: [29] carriage return alone': { code: 'line-break', reason: BREAK },
  '5-characters: [3] byte order mark at the beginning': { code: 'control-character', reason: NOT_ITS_PLACE },
  '5-characters: [39] [40] uri and tag characters': { code: 'unproved', reason: DIFFERENT },
  '6-structures: [80] separation over lines with comment in an explicit entry': {
    code: 'unproved',
    reason: JS_YAML,
  },
  '6-structures: [84] directive name [85] parameter': { code: 'unproved', reason: JS_YAML },
  '7-flow: [105] empty node: items': { code: 'unproved', reason: JS_YAML },
  '7-flow: [106] completely empty entry': { code: 'unproved', reason: JS_YAML },
  '8-block: [184] block entry: nothing': { code: 'unproved', reason: JS_YAML },
  '8-block: [198] block in block: properties, then header': { code: 'unproved', reason: JS_YAML },
  '9-documents: [206] marker-like keys': { code: 'unproved', reason: JS_YAML },
  '9-documents: [205] document suffix twice': {
    code: 'several-documents',
    reason: 'to the yaml package the second end marker ends another document, an empty one',
  },
  '652Z': { code: 'unproved', reason: DIFFERENT },
  BU8L: { code: 'unproved', reason: JS_YAML },
  DFF7: { code: 'unproved', reason: JS_YAML },
  'HM87/1': { code: 'unproved', reason: DIFFERENT },
  M5C3: { code: 'unproved', reason: JS_YAML },
  'SM9W/0': { code: 'unproved', reason: JS_YAML },
  Y2GN: { code: 'unproved', reason: DIFFERENT },
};
