import { FIELD_LABELS, type Field, fieldsOfKind, type ImportKind } from '@shared/modules/exchange/model'
import type { ImportRow } from '@shared/modules/exchange/rows'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { exchangeApi } from '../useImport'

/** Fields many rows write the same way, so that one answer can serve all of them. */
const SHARED: readonly Field[] = ['branch', 'group', 'team', 'membership', 'sex', 'ethnicity', 'kind', 'parent']

/** Texts of a question that take several lines. */
const LONG: readonly Field[] = ['stem', 'options', 'parts', 'explanation']
const HINTS: Partial<Record<Field, string>> = {
  options: '一行一个选项',
  parts: '一问一段，选项和答案写在各自的问题下面',
}

interface RowSheetProps {
  importId: string
  kind: ImportKind
  row: ImportRow
  onClose: () => void
  /** `alike`: the service checks all rows again. */
  onDone: (alike: boolean) => void
}

/** Settling one row: its first open question, or any field of it. */
export function RowSheet({ importId, kind, row, onClose, onDone }: RowSheetProps) {
  const asked = row.issues.find(({ level }) => level === 'ask') ?? row.issues.find(({ level }) => level === 'fix')
  const [field, setField] = useState<Field>(asked?.field ?? (kind === 'questions' ? 'stem' : 'name'))
  const textOf = (wanted: Field) => row.cells.find((cell) => cell.field === wanted)?.text ?? ''
  // A question is put right where it stands; of a person only what is wrong is typed anew.
  const begin = (wanted: Field) => (kind === 'questions' ? textOf(wanted) : '')
  const [value, setValue] = useState(begin(field))
  const issue = row.issues.find((candidate) => candidate.field === field && candidate.level !== 'note')
  const may = issue?.may ?? ['edit', 'blank']
  const params = { importId, row: String(row.row) }
  const decide = useAction(async (key, body: Parameters<typeof exchangeApi.decideRow>[0]['body']) => {
    await exchangeApi.decideRow({ params, body }, { key })
    onDone(false)
  })
  const alike = useAction(async (_key, answer: { value?: string | null; create?: true }) => {
    await exchangeApi.answerAlike({ params: { importId }, body: { row: row.row, field, ...answer } })
    onDone(true)
  })
  const busy = decide.busy || alike.busy
  const name = textOf('name')
  const choices = issue?.choices ?? []
  const shared = SHARED.includes(field)
  return (
    <Sheet
      open
      title={`第 ${row.row} 行${name ? ` · ${name}` : ''}`}
      sub={issue?.reason ?? row.because ?? '改一项，或整行不导入'}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={busy}
          reason={value.trim() ? undefined : '先填好或选好'}
          onClick={() => decide.run({ cells: { [field]: value } })}
        >
          改这一行
        </Button>
      }
    >
      <View className="grow">
        <ErrorBanner error={decide.error ?? alike.error} />
        <SelectField
          label="哪一项"
          required
          value={field}
          options={fieldsFor(kind, issue?.field)}
          onChange={(next) => {
            setField(next as Field)
            setValue(begin(next as Field))
          }}
        />
        {choices.length > 0 && (
          <SelectField label="从这些里选" required value={value} options={choices} onChange={setValue} />
        )}
        {LONG.includes(field) && (
          <TextArea
            label={`${FIELD_LABELS[kind][field] ?? ''}改为`}
            required
            hint={HINTS[field]}
            value={choices.some((choice) => choice.value === value) ? '' : value}
            onChange={setValue}
          />
        )}
        {field !== 'person' && !LONG.includes(field) && (
          <TextField
            label={`${FIELD_LABELS[kind][field] ?? ''}改为`}
            required
            value={choices.some((choice) => choice.value === value) ? '' : value}
            type={field === 'idNumber' ? 'idcard' : 'text'}
            placeholder={/On$/.test(field) ? '2019-06-01' : undefined}
            onChange={setValue}
          />
        )}
        <View className="card-pad line" style={{ flexWrap: 'wrap' }}>
          {shared && value.trim() !== '' && (
            <Button size="s" kind="red" busy={busy} onClick={() => alike.run({ value })}>
              同样写法的都这样改
            </Button>
          )}
          {may.includes('keep') && (
            <Button size="s" busy={busy} onClick={() => decide.run({ decision: 'keep' })}>
              保留原样
            </Button>
          )}
          {may.includes('blank') && (
            <Button size="s" busy={busy} onClick={() => decide.run({ cells: { [field]: null } })}>
              先空着
            </Button>
          )}
          {may.includes('create') && (
            <Button size="s" busy={busy} onClick={() => alike.run({ create: true })}>
              {field === 'team' ? '新建这个班组' : '新建这个支部'}
            </Button>
          )}
          <Button size="s" busy={busy} onClick={() => decide.run({ decision: 'leaveOut' })}>
            不导入这行
          </Button>
        </View>
      </View>
    </Sheet>
  )
}

function fieldsFor(kind: ImportKind, asked: Field | undefined): { value: string; label: string }[] {
  const fields = fieldsOfKind(kind).map((value) => ({
    value: value as string,
    label: FIELD_LABELS[kind][value] ?? value,
  }))
  return asked === 'person' ? [{ value: 'person', label: '是不是同一个人' }, ...fields] : fields
}
