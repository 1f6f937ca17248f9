import { createHash } from 'node:crypto'
import { AppError } from '@shared/core/errors'
import type { Model } from 'mongoose'
import { anything, defineCollection, text, when } from '../database/collection'
import { inTransaction } from '../database/connect'
import { repeatWhenCutOff } from '../database/repeatWhenCutOff'

/** 幂等记录 — the answer a write has given, kept under the caller's key: for a day, longer for what a phone may send days later. */
interface Answer {
  /** Caller and key. */
  _id: string
  /** Hash of the request: the same key with another request is a mistake of the caller. */
  request: string
  reply: unknown
  keptUntil: Date
}

const Answers: Model<Answer> = defineCollection<Answer>(
  'answers',
  { request: text, reply: anything, keptUntil: when },
  [{ keys: { keptUntil: 1 }, expireAfterSeconds: 0 }],
)

const KEY = /^[\w-]{8,64}$/

/**
 * Runs a write in one transaction together with the note that it has been answered. The same key again, from a double tap, a
 * retry after a lost signal or a restarted phone, gets the stored answer and changes nothing.
 * @throws AppError invalid_input without a usable key, conflict when the key was used for another request.
 */
export async function answerOnce(
  key: string | undefined,
  caller: string,
  request: readonly unknown[],
  keptUntil: Date,
  work: () => Promise<unknown>,
): Promise<{ reply: unknown; repeated: boolean }> {
  if (!key || !KEY.test(key))
    throw new AppError('invalid_input', '缺少请求标识 Idempotency-Key（8 到 64 位字母、数字、下划线或连字符）')
  const _id = `${caller}:${key}`
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  const take = async () => {
    const earlier = await Answers.findById(_id).lean()
    if (earlier) {
      if (earlier.request !== hash) throw new AppError('conflict', '同一个请求标识被用于不同的内容，请刷新后重试')
      return { reply: earlier.reply, repeated: true }
    }
    const reply = await work()
    await Answers.create({ _id, request: hash, reply: reply ?? null, keptUntil })
    return { reply, repeated: false }
  }
  return repeatWhenCutOff(() => inTransaction(take))
}
