import { setTimeout as delay } from 'node:timers/promises'
import { pingDatabase } from '@cloud/core/database/connect'
import { repeatWhenCutOff } from '@cloud/core/database/repeatWhenCutOff'
import mongoose from 'mongoose'
import { startTestService, type TestService } from '../support/service'

let service: TestService
beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.stop())

interface Pool {
  connections: { toArray(): { socket: { destroy(): void } }[] }
}

/** The other side closes every idle connection at this moment; nobody has noticed yet. */
function cutIdleConnections(): number {
  const { topology } = mongoose.connection.getClient() as unknown as {
    topology: { s: { servers: Map<string, { pool: Pool }> } }
  }
  const idle = [...topology.s.servers.values()].flatMap(({ pool }) => pool.connections.toArray())
  for (const { socket } of idle) socket.destroy()
  return idle.length
}

test('在连接刚断的一瞬间发出的请求不会永远等下去，再试就成', async () => {
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(Array.from({ length: 4 }, () => pingDatabase()))
    expect(cutIdleConnections()).toBeGreaterThan(0)
    const settled = Promise.all(Array.from({ length: 4 }, () => repeatWhenCutOff(pingDatabase))).then(() => 'answered')
    expect(await Promise.race([settled, delay(10_000, 'hangs', { ref: false })])).toBe('answered')
  }
})
