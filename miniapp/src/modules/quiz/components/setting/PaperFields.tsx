import { DIFFICULTY_LABELS, type Difficulty, QUESTION_KIND_LABELS, type QuestionKind } from '@shared/modules/quiz/model'
import { View } from '@tarojs/components'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { SelectField } from '@/ui/SelectField'
import { TextField } from '@/ui/TextField'
import type { EditedRow } from '../../setting/draft'
import type { PaperCheck } from '../../setting/settingApi'

const ANY = { value: '', label: '不限' }
const KINDS = [ANY, ...Object.entries(QUESTION_KIND_LABELS).map(([value, label]) => ({ value, label }))]
const DIFFICULTIES = [ANY, ...Object.entries(DIFFICULTY_LABELS).map(([value, label]) => ({ value, label }))]
const MAX_ROWS = 20

interface PaperFieldsProps {
  banks: readonly { id: string; title: string; questions: number }[]
  bankIds: readonly string[]
  rows: readonly EditedRow[]
  /** How the paper stands against the banks, once that is known. */
  check: PaperCheck | undefined
  onBanks: (bankIds: string[]) => void
  onRows: (rows: EditedRow[]) => void
}

/** 试卷 — from which banks, how many questions of what for how many points; beside each row how many there are. */
export function PaperFields({ banks, bankIds, rows, check, onBanks, onRows }: PaperFieldsProps) {
  const set = (at: number, change: Partial<EditedRow>) =>
    onRows(rows.map((row, i) => (i === at ? { ...row, ...change } : row)))
  const tags = [ANY, ...(check?.tags ?? []).map(({ tag, count }) => ({ value: tag, label: `${tag}（${count} 题）` }))]
  return (
    <>
      <Card title="从哪些题库抽">
        {bankIds.map((id) => (
          <MiniRow
            key={id}
            icon="book"
            label={banks.find((bank) => bank.id === id)?.title ?? '已选的题库'}
            value={
              <Button size="x" label="去掉这个题库" onClick={() => onBanks(bankIds.filter((one) => one !== id))}>
                去掉
              </Button>
            }
          />
        ))}
        <SelectField
          label={bankIds.length === 0 ? '题库' : '再加一个题库'}
          required={bankIds.length === 0}
          value={undefined}
          options={banks
            .filter(({ id }) => !bankIds.includes(id))
            .map(({ id, title, questions }) => ({ value: id, label: `${title}（${questions} 题）` }))}
          onChange={(id) => onBanks([...bankIds, id])}
        />
      </Card>
      {rows.map((row, i) => (
        <Card
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a paper keep their places
          key={i}
          title={rows.length > 1 ? `第 ${i + 1} 类题` : '抽什么题'}
          aside={
            rows.length > 1 && (
              <Button size="s" kind="plain" onClick={() => onRows(rows.filter((_, at) => at !== i))}>
                去掉
              </Button>
            )
          }
          paired
        >
          <TextField
            label="抽几题"
            required
            type="number"
            value={row.count}
            hint={check ? `题库里能用的 ${check.fitting[i] ?? 0} 题` : undefined}
            onChange={(count) => set(i, { count })}
          />
          <TextField
            label="每题几分"
            required
            type="number"
            value={row.points}
            onChange={(points) => set(i, { points })}
          />
          <SelectField
            label="题型"
            value={row.kind ?? ''}
            options={KINDS}
            onChange={(kind) => set(i, { kind: (kind || undefined) as QuestionKind })}
          />
          <SelectField
            label="内容"
            value={row.tag ?? ''}
            options={tags}
            onChange={(tag) => set(i, { tag: tag || undefined })}
          />
          <SelectField
            label="难度"
            value={row.difficulty ? String(row.difficulty) : ''}
            options={DIFFICULTIES}
            onChange={(level) => set(i, { difficulty: (level ? Number(level) : undefined) as Difficulty })}
          />
        </Card>
      ))}
      {rows.length < MAX_ROWS && (
        <View className="field">
          <Button
            icon="plus"
            onClick={() => onRows([...rows, { count: '', points: rows[rows.length - 1]?.points ?? '5' }])}
          >
            再加一类题
          </Button>
        </View>
      )}
      {check && (
        <Banner
          tone={check.shortage ? 'warn' : 'ok'}
          title={check.shortage ?? `一共 ${check.questions} 题，${check.points} 分，题库够用`}
        />
      )}
    </>
  )
}
