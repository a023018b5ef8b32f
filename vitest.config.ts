/** How the tests run: `test/` mirrors the source folders. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What a test generates into a folder of that name is run by Node, as its users run it.
    server: { deps: { external: [/chuan-generated-/] } },
  },
})
