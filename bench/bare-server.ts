/**
 * The baseline: a Hono app with one GET of the same bytes and one POST of the same Ajv call.
 *
 * Run as its own process by `bench/http.ts`; prints its port.
 *
 * @module
 */
import { serve } from '@hono/node-server'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { Hono } from 'hono'
import { bundleSchema } from '../codegen/index.ts'
import { readCatalogueFolder } from '../sources/index.ts'
import { createCatalogue, parseSchemaRef } from '../validator/index.ts'

const [getRef = '', postRef = ''] = process.argv.slice(2)
const catalogue = createCatalogue(await readCatalogueFolder())
const body = Buffer.from(JSON.stringify(catalogue.get(parseSchemaRef(getRef)).document))

// The structure alone, without our keywords: what a plain service would do.
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const judge = ajv.compile(bundleSchema(catalogue.get(parseSchemaRef(postRef)), catalogue))

const app = new Hono()
const headers = { 'content-type': 'application/schema+json' }
app.get('/schema', () => new Response(body, { headers }))
app.post('/validate', async (c) => {
  const valid = judge(await c.req.json())
  return c.json({ valid, issues: judge.errors ?? [] })
})

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`listening ${port}`)
})
