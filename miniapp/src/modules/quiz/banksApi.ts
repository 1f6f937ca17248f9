import type { CallReply } from '@shared/core/contract'
import { bankEndpoints } from '@shared/modules/quiz/banks/endpoints'
import { legalEndpoints } from '@shared/modules/quiz/banks/legalEndpoints'
import type { QuestionState } from '@shared/modules/quiz/model'
import { createClient } from '@/core/api'
import { isH5 } from '@/core/platform'
import { invalidate } from '@/core/useQuery'
import type { Tone } from '@/ui/tone'

export const banksApi = createClient({ module: 'quiz', endpoints: { ...bankEndpoints, ...legalEndpoints } })

type Replies = typeof bankEndpoints & typeof legalEndpoints
export type BankRow = CallReply<Replies['banks']>['items'][number]
export type BankDetail = CallReply<Replies['bank']>
export type QuestionRow = CallReply<Replies['questions']>['items'][number]
export type QuestionDetail = CallReply<Replies['question']>
export type LegalText = CallReply<Replies['legalTexts']>['items'][number]

const BANKS_PAGE = '/modules/quiz/pages/banks/index'
export const LEGAL_PAGE = '/modules/quiz/pages/legal/index'
export const bankPage = (bankId: string, state?: QuestionState): string =>
  `/modules/quiz/pages/bank/index?id=${bankId}${state ? `&state=${state}` : ''}`
export const questionPage = (question: { id: string } | { bankId: string }): string =>
  `/modules/quiz/pages/question/index?${'id' in question ? `id=${question.id}` : `bankId=${question.bankId}`}`

/** Where questions come in, and what a bank is exported as: WeChat opens sheets alone. */
export const importPage = (bankId?: string): string =>
  `/modules/exchange/pages/import/index?kind=questions${bankId ? `&bankId=${bankId}` : ''}`
export const EXPORT_FORMATS = isH5
  ? ([
      { format: 'xlsx', label: 'Excel 表格（.xlsx）' },
      { format: 'gift', label: 'GIFT 文本' },
      { format: 'json', label: 'JSON' },
    ] as const)
  : ([{ format: 'xlsx', label: 'Excel 表格（.xlsx）' }] as const)

export const BANK_CRUMB = { label: '题库', url: BANKS_PAGE }
export const STATE_TONES: Record<QuestionState, Tone> = { active: 'ok', flagged: 'warn', retired: 'idle' }

/** Pages that show something of the banks ask again when they are next seen. */
export const forgetBanks = (): void => invalidate('quiz')
