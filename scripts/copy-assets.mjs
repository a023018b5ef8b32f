/** Puts beside the compiled code what it reads at run time and tsc does not copy. */
import { chmodSync, cpSync } from 'node:fs'

cpSync('registry/migrations', 'dist/registry/migrations', { recursive: true })
chmodSync('dist/bin/chuan.js', 0o755)
