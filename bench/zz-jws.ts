import { makeBenchKey } from './signed-messages.ts'
import { benchJwsOf } from './zz-signatures.ts'

await benchJwsOf('PS256, RSA 3072', await makeBenchKey())
await benchJwsOf('ES256', await makeBenchKey('ec'))
