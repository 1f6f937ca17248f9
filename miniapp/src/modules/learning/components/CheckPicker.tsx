import { bankEndpoints } from '@shared/modules/quiz/banks/endpoints'
import { QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import { useEffect, useState } from 'react'
import { createClient } from '@/core/api'
import { usePages } from '@/core/usePages'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Pager } from '@/ui/Pager'
import { SearchField } from '@/ui/SearchField'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'

const { banks, questions } = bankEndpoints
const api = createClient({ module: 'quiz', endpoints: { banks, questions } })
const TYPING_MS = 300

interface CheckPickerProps {
  chosen: readonly { id: string; title: string }[]
  most: number
  onChange: (chosen: readonly { id: string; title: string }[]) => void
  onClose: () => void
}

/** 检查题 — chosen from the banks one may use, by their words. */
export function CheckPicker({ chosen, most, onChange, onClose }: CheckPickerProps) {
  const [text, setText] = useState('')
  const [q, setQ] = useState('')
  const [own, setBank] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  const all = usePages('learning/banks', (cursor) => api.banks({ query: { limit: '100', cursor } }), { keep: false })
  const inUse = all.data?.items.filter(({ active }) => active) ?? []
  const bankId = own ?? inUse[0]?.id
  const list = usePages(
    bankId && `learning/questions/${bankId}/${q}`,
    (cursor) =>
      api.questions({
        params: { bankId: bankId ?? '' },
        query: { state: 'active', limit: '30', ...(q && { q }), ...(cursor && { cursor }) },
      }),
    { keep: false },
  )
  const isChosen = (id: string) => chosen.some((one) => one.id === id)
  const toggle = (id: string, title: string) => {
    if (isChosen(id)) onChange(chosen.filter((one) => one.id !== id))
    else if (chosen.length < most) onChange([...chosen, { id, title }])
  }
  return (
    <Sheet open title="选检查题" sub={`已选 ${chosen.length} 道，最多 ${most} 道`} onClose={onClose}>
      <ErrorBanner error={all.error ?? list.error} />
      <SelectField
        label="题库"
        required
        value={bankId}
        options={inUse.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={setBank}
      />
      <Pager {...all.pager} quiet />
      <SearchField label="找题目里的字" value={text} onChange={setText} />
      {!list.data && !list.error && <Skeleton rows={3} />}
      {list.items
        .filter(({ kind }) => kind !== 'case')
        .map(({ id, kind, title }) => (
          <MiniRow
            key={id}
            label={title}
            note={QUESTION_KIND_LABELS[kind]}
            chosen={isChosen(id)}
            onClick={() => toggle(id, title)}
          />
        ))}
      <Pager quiet {...list.pager} />
    </Sheet>
  )
}
