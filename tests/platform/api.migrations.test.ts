import { type Migration, runMigrations } from '@cloud/core/database/migrations'
import { startTestService, type TestService } from '../support/service'
import { sample } from './sampleModule'

let service: TestService

beforeAll(async () => {
  service = await startTestService({ modules: [sample] })
})
afterAll(() => service.stop())

describe('迁移', () => {
  test('两个实例同时启动：都启动得了，之后不再运行', async () => {
    let runs = 0
    let arrive: () => void = () => undefined
    const both = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const slow: Migration = {
      name: '9001-sample',
      run: async () => {
        runs += 1
        if (runs === 2) arrive()
        await both
      },
    }
    const started = await Promise.all([runMigrations([slow]), runMigrations([slow])])
    expect(started).toEqual([['9001-sample'], ['9001-sample']])
    expect(await runMigrations([slow])).toEqual([])
    expect(runs).toBe(2)
  })
})
