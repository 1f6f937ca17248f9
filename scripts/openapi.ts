// `npm run openapi`: writes docs/openapi.json from the contracts; tests/openapi.test.ts fails when it was forgotten.
import { writeFileSync } from 'node:fs'
import { openApiDocument } from '@cloud/core/http/openapi'
import { contracts } from '@shared/contracts'

writeFileSync('docs/openapi.json', `${JSON.stringify(openApiDocument(contracts), null, 1)}\n`)
console.log('docs/openapi.json')
