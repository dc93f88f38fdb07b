#!/usr/bin/env node
import process from 'node:process';
import { run } from '../dist/bundle/cli.js';

process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
// The yaml package asks process.env for every token it reads, and each question goes to the operating system.
process.env = { ...process.env };
process.exitCode = await run(process.argv.slice(2));
