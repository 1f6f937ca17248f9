// `npm run new:module <name> <中文名>`: the three folders of a module and its line in each of the three registries.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './install.mjs'

const [name, label] = process.argv.slice(2)
if (!name || !/^[a-z][A-Za-z]+$/.test(name) || !label) {
  console.error('用法：npm run new:module <英文名> <中文名>，例如 npm run new:module hazards 隐患随手拍')
  process.exit(2)
}
const at = (file) => path.join(root, file)
if (existsSync(at(`shared/modules/${name}`))) {
  console.error(`已有模块 ${name}`)
  process.exit(2)
}

const write = (file, text) => {
  mkdirSync(path.dirname(at(file)), { recursive: true })
  writeFileSync(at(file), text)
  console.log(`  新建 ${file}`)
}
/** Adds an import behind the last one and a name to the list of a registry. */
const register = (file, line, member) => {
  const text = readFileSync(at(file), 'utf8')
  const lastImport = text.lastIndexOf('\nimport ')
  const end = text.indexOf('\n', lastImport + 1)
  const withImport = `${text.slice(0, end)}\n${line}${text.slice(end)}`
  writeFileSync(
    at(file),
    withImport.replace(/\n?\]\s*$/, (tail) => (tail.startsWith('\n') ? `\n  ${member},\n]\n` : `, ${member}]\n`)),
  )
  console.log(`  登记 ${file}`)
}

write(
  `shared/modules/${name}/contract.ts`,
  `import { defineContract, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'

/** ${label}接口 */
export const ${name}Contract = defineContract('${name}', {
  list: {
    method: 'GET',
    path: '/${name}',
    access: 'person',
    summary: '${label}列表',
    query: v.object(pageQuery),
    reply: page(v.object({ id: v.string() })),
  },
})
`,
)
write(
  `cloud/modules/${name}/collection.ts`,
  `import { defineCollection, text } from '@cloud/core/database/collection'

export interface ${cap(name)}Record {
  _id: string
  organizationId: string
  path: string
}

export const ${cap(name)} = defineCollection<${cap(name)}Record>('${name}', { organizationId: text, path: text }, [
  { keys: { organizationId: 1, _id: -1 } },
])
`,
)
write(
  `cloud/modules/${name}/routes.ts`,
  `import { findPage } from '@cloud/core/database/paging'
import { defineRoutes } from '@cloud/core/http/route'
import { ${name}Contract } from '@shared/modules/${name}/contract'
import { ${cap(name)}, type ${cap(name)}Record } from './collection'

export const ${name}Routes = defineRoutes(${name}Contract, {
  list: async ({ actor, query }) => {
    const { items, next } = await findPage<${cap(name)}Record>(${cap(name)}, { organizationId: actor.organizationId }, { _id: -1 }, query)
    return { items: items.map(({ _id }) => ({ id: _id })), next }
  },
})
`,
)
write(
  `cloud/modules/${name}/index.ts`,
  `import { defineModule } from '@cloud/core/defineModule'
import { ${name}Contract } from '@shared/modules/${name}/contract'
import { ${name}Routes } from './routes'

/** ${label} */
export const ${name} = defineModule({ name: '${name}', contract: ${name}Contract, routes: ${name}Routes })
`,
)
write(
  `miniapp/src/modules/${name}/package.ts`,
  `import type { ModulePackage } from '@/modulePackage'

/** ${label} */
export const ${name}: ModulePackage = {
  root: 'modules/${name}',
  pages: ['pages/list/index'],
  nav: [{ label: '${label}', icon: 'flag', url: '/modules/${name}/pages/list/index', group: '业务' }],
}
`,
)
write(
  `miniapp/src/modules/${name}/pages/list/index.config.ts`,
  `export default definePageConfig({ navigationBarTitleText: '${label}' })\n`,
)
write(
  `miniapp/src/modules/${name}/pages/list/index.tsx`,
  `import { ${name}Contract } from '@shared/modules/${name}/contract'
import { createClient } from '@/core/api'
import { useQuery } from '@/core/useQuery'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'

const api = createClient(${name}Contract)

export default function List() {
  const { data, error } = useQuery('${name}/list', () => api.list({ query: {} }))
  return (
    <Page title="${label}" state={<ErrorBanner error={error} />}>
      {!data && !error && <Skeleton />}
      {data && (
        <Card>
          {data.items.length === 0 && <Empty title="还没有记录" />}
          {data.items.map((item) => (
            <MiniRow key={item.id} label={item.id} />
          ))}
        </Card>
      )}
    </Page>
  )
}
`,
)
write(
  `tests/${name}/api.test.ts`,
  `import { buildWorld } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.stop())

test('${label}：没登录看不到，本支部的人看得到', async () => {
  const { branches } = await buildWorld(service.deps)
  expect((await service.as().get('/${name}')).status).toBe(401)
  expect((await service.as(branches[0]?.secretary).get('/${name}')).body).toEqual({ items: [], next: null })
})
`,
)
register('shared/contracts.ts', `import { ${name}Contract } from './modules/${name}/contract'`, `${name}Contract`)
register('cloud/modules.ts', `import { ${name} } from './modules/${name}/index'`, name)
register('miniapp/src/packages.ts', `import { ${name} } from './modules/${name}/package'`, name)
spawnSync('npx', ['biome', 'check', '--write', '.'], {
  cwd: root,
  stdio: 'ignore',
  shell: process.platform === 'win32',
})
console.log('\n接着：npm run openapi，更新接口权限快照（npx jest tests/authorization -u），再写规则与页面。')

function cap(text) {
  return text[0].toUpperCase() + text.slice(1)
}
