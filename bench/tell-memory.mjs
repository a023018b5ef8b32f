/** Loaded before a program that is measured: at its end, tells its CPU time and most memory. */
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    const told = { kilobytes: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }
    writeFileSync(process.env.CHUAN_BENCH_TOLD, JSON.stringify(told))
  })
}
