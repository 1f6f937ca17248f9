import {
  QUESTION_KIND_LABELS,
  QUESTION_STATE_LABELS,
  type QuestionKind,
  type QuestionState,
} from '@shared/modules/quiz/model'
import { View } from '@tarojs/components'
import { FilterSelect } from '@/ui/FilterSelect'
import { SearchField } from '@/ui/SearchField'
import type { BankDetail } from '../banksApi'

export interface QuestionFilters {
  kind?: QuestionKind | undefined
  state?: QuestionState | undefined
  tag?: string | undefined
  q?: string | undefined
}

interface BankFiltersProps {
  bank: BankDetail
  filters: QuestionFilters
  onChange: (filters: QuestionFilters) => void
}

/** Search and filters of a bank, each choice with how many questions it has. */
export function BankFilters({ bank, filters, onChange }: BankFiltersProps) {
  const set = (change: QuestionFilters) => onChange({ ...filters, ...change })
  return (
    <>
      <SearchField label="找题目里的字" value={filters.q ?? ''} onChange={(q) => set({ q })} />
      <View className="board-tools">
        <FilterSelect
          label="题型"
          value={filters.kind}
          options={bank.kinds.map(({ kind, count }) => ({
            value: kind,
            label: `${QUESTION_KIND_LABELS[kind]} ${count}`,
          }))}
          onChange={(kind) => set({ kind: kind as QuestionKind | undefined })}
        />
        <FilterSelect
          label="标签"
          value={filters.tag}
          options={bank.tags.map(({ tag, count }) => ({ value: tag, label: `${tag} ${count}` }))}
          onChange={(tag) => set({ tag })}
        />
        <FilterSelect
          label="状态"
          value={filters.state}
          options={Object.entries(QUESTION_STATE_LABELS).map(([value, label]) => ({
            value,
            label: value === 'flagged' && bank.flagged > 0 ? `${label} ${bank.flagged}` : label,
          }))}
          onChange={(state) => set({ state: state as QuestionState | undefined })}
        />
      </View>
    </>
  )
}
