/** A temporary folder for each test, and what the tests of staging plan and find in it. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { PlannedFile } from '../../src/files/stage.js';

export const LAYOUT = {
  'experiment.yaml': 'a: 1\n',
  'sessions/s1.yaml': 'b: 1\n',
  'sessions/s2.yaml': 'b: 2\n',
};

export let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'config-inherit-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

export function write(name: string, text: string): void {
  fs.mkdirSync(dirname(join(folder, name)), { recursive: true });
  fs.writeFileSync(join(folder, name), text);
}

/** Empties the folder and writes these files. */
export function lay(files: Readonly<Record<string, string>>): void {
  for (const name of fs.readdirSync(folder)) fs.rmSync(join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) write(name, text);
}

export function plan(files: Readonly<Record<string, string>>): PlannedFile[] {
  return Object.entries(files).map(([name, text]) => ({
    path: join(folder, name),
    kind: name.startsWith('sessions/') ? 'session' : 'parent',
    bytes: () => Buffer.from(text),
  }));
}

/** Every path in the folder with what it is: content, permissions, inode and time of files, goals of links. */
export function tree(): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(names.map((name) => [name, describePath(join(folder, name))]));
}

function describePath(path: string): string {
  const stats = fs.lstatSync(path);
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return `-> ${fs.readlinkSync(path)}`;
  return `${fs.readFileSync(path, 'utf8')} ${stats.mode.toString(8)} ${String(stats.ino)} ${String(stats.mtimeMs)}`;
}

/** The files in the folder with their content. */
export function contents(): Record<string, string> {
  const files = Object.entries(tree()).filter(([, what]) => what !== 'folder');
  return Object.fromEntries(files.map(([name]) => [name, fs.readFileSync(join(folder, name), 'utf8')]));
}

/** Renames what this process has left in the folder to what the process `owner` would have left. */
export function abandon(owner: number): void {
  for (const name of Object.keys(contents())) {
    const theirs = name.replace(`-${String(process.pid)}-`, `-${String(owner)}-`);
    if (theirs !== name) fs.renameSync(join(folder, name), join(folder, theirs));
  }
}
