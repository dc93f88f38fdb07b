#!/usr/bin/env node
import process from 'node:process';
import { run } from '../dist/bundle/cli.js';

process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await run(process.argv.slice(2));
