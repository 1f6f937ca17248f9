import { setTimeout as delay } from 'node:timers/promises'
import { startDraining } from '@cloud/core/change'
import type { Deps } from '@cloud/core/deps'
import mongoose from 'mongoose'

test('没有数据库的一轮只记下来，下一轮再试，服务不倒', async () => {
  mongoose.set('bufferCommands', false)
  const said: unknown[] = []
  const logger = { error: (_: unknown, words: string) => said.push(words) }
  const draining = startDraining({ logger } as unknown as Deps, 10)
  const end = Date.now() + 5_000
  while (said.length < 2 && Date.now() < end) await delay(20)
  await draining.stop()
  expect(said.slice(0, 2)).toEqual(Array(2).fill('consuming changes failed; will be tried again'))
})
