#!/usr/bin/env node
/**
 * The command: hands the arguments to one of the commands, and the exit code back.
 *
 * @module
 */
import { processIo } from './io.ts'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), processIo())
