/**
 * Text to the `yaml` package's nodes and comments, nothing resolved: the failsafe schema keeps every scalar as
 * text, so that the typing of scalars is ours (scalar.ts) and not the package's.
 */
import { Composer, Parser, type CST, type Document, type ParsedNode } from 'yaml';
import { commentsAndAnchors, placeTooDeep, type AnchorToken, type Comment } from './tokens.js';

export interface Parsed {
  readonly contents: ParsedNode | null;
  readonly comments: readonly Comment[];
  /** The anchors (`&name`) in the order of the text. */
  readonly anchors: readonly AnchorToken[];
  /** Whether a %YAML or %TAG directive stands at the top. */
  readonly directives: boolean;
}

export interface SyntaxProblem {
  readonly code: 'syntax' | 'several-documents' | 'too-deep';
  readonly offset: number;
  readonly message: string;
  /** The parser's own words. */
  readonly reason: string;
}

type ParsedDocument = Document.Parsed<ParsedNode, true>;

/**
 * @param text - one YAML document, without byte order mark
 * @returns its nodes and comments, or the first thing that keeps it from being read
 */
export function parseText(text: string): Parsed | SyntaxProblem {
  try {
    return parseTokens(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { code: 'too-deep', offset: 0, message: TOO_DEEP, reason: TOO_DEEP };
  }
}

function parseTokens(text: string): Parsed | SyntaxProblem {
  const tokens = [...new Parser().parse(text)];
  // uniqueKeys would be quadratic; duplicate keys are found by typed identity in values.ts.
  // Known tags (!!binary, !!omap) are opaque like all others: none is resolved.
  const options = {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    resolveKnownTags: false,
  } as const;
  const deep = placeTooDeep(tokens, text);
  if (deep !== null) {
    return { code: 'too-deep', offset: deep, message: TOO_DEEP, reason: TOO_DEEP };
  }
  const composer = new Composer(options);
  const documents = [...composer.compose(tokens, true, text.length)] as ParsedDocument[];
  const [document, second] = documents;
  const error = document?.errors[0];
  if (error !== undefined) {
    return { code: 'syntax', offset: error.pos[0], message: explained(error), reason: error.message };
  }
  if (second !== undefined) {
    const message =
      'A second document starts here. Keep one document in a file: split it, or remove the marker.';
    return { code: 'several-documents', offset: startOfSecond(tokens, second), message, reason: message };
  }
  // Most entries have neither, and looking for them takes a third of the time.
  const found = /[#&]/.test(text) ? commentsAndAnchors(tokens) : { comments: [], anchors: [] };
  const directives = tokens.some((token) => token.type === 'directive');
  return { contents: document?.contents ?? null, ...found, directives };
}

/** The parser's words, and what to do about them. */
function explained({ code, message }: { readonly code: string; readonly message: string }): string {
  if (/^Missing closing .quote/.test(message)) {
    return 'A quoted string is not closed, or one of its further lines is not indented. Close it, or indent its lines.';
  }
  return `${message}. ${ADVICE[code] ?? 'Check indentation and punctuation here and in the line above.'}`;
}

const ADVICE: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Use spaces.',
  BAD_INDENT: 'Indent it deeper than the key it belongs to.',
  BLOCK_AS_IMPLICIT_KEY: 'Put quotes around a value that holds ": ", or start a new line.',
  MULTILINE_IMPLICIT_KEY: 'A key stands on one line: is a ":" missing, or a line not indented?',
  MISSING_CHAR: 'Add what is missing.',
  BAD_SCALAR_START: 'Put quotes around the value.',
  BAD_DQ_ESCAPE: 'Write \\\\ for a backslash, or use single quotes.',
  KEY_OVER_1024_CHARS: 'Shorten the key.',
};

function startOfSecond(tokens: readonly CST.Token[], second: ParsedDocument): number {
  const starts = tokens.filter((token) => token.type === 'document').map((token) => token.offset);
  return starts[1] ?? second.range[0];
}

const TOO_DEEP = 'Collections are nested too deeply to be read.';
