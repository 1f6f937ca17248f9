const storage = new Map<string, unknown>()
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
  },
}))

import { startSession } from '@/core/session'
import { findLocalDraft, forgetLocalDraft, keepLocalDraft } from '@/modules/meetings/localDraft'

const signIn = (id: string) =>
  startSession(`token of ${id}`, { id, name: id, organizationId: '', organization: '', roles: [] })
const draft = (text: string) => ({
  values: { summary: text },
  votes: {},
  at: '2026-06-11T06:00:00.000Z',
  basedOn: 0,
  stroke: 1,
  sent: false,
})

test('同一部手机换人登录：各写各的记录草稿，谁也盖不掉谁的', () => {
  signIn('secretary')
  keepLocalDraft('meeting', draft('书记写的'))
  signIn('commissioner')
  expect(findLocalDraft('meeting')).toBeUndefined()
  keepLocalDraft('meeting', draft('组织委员写的'))
  forgetLocalDraft('meeting')
  signIn('secretary')
  expect(findLocalDraft('meeting')?.values).toEqual({ summary: '书记写的' })
})
