/** Loaded before a program that is measured: at its end, tells the most memory it took, in kB. */
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { maxRSS } = process.resourceUsage()
  writeFileSync(process.env.CHUAN_BENCH_MEMORY, String(maxRSS))
})
