import type { PlainDate } from '@shared/core/plainDate'
import type { Citation } from '@shared/modules/quiz/model'
import { useQuery } from '@/core/useQuery'
import { SelectField } from '@/ui/SelectField'
import { TextField } from '@/ui/TextField'
import { banksApi } from '../banksApi'

interface CitationFieldsProps {
  source: Citation | undefined
  onChange: (source: Citation | undefined) => void
}

const keyOf = ({ document, version }: Pick<Citation, 'document' | 'version'>): string => `${document}|${version}`

/** 出处 — a text and version of the catalogue, and the article. Versions that have ended are offered only where one is cited already. */
export function CitationFields({ source, onChange }: CitationFieldsProps) {
  const { data } = useQuery('quiz/staff/legal', () => banksApi.legalTexts(), { keep: false })
  const versions = (data?.items ?? []).map((one) => ({ ...one, version: one.from as PlainDate }))
  const offered = versions.filter((one) => one.to === undefined || (source && keyOf(one) === keyOf(source)))
  const options = offered.map((one) => ({
    value: keyOf(one),
    label: `《${one.document}》${one.version} 版${one.to ? `（用到 ${one.to}）` : ''}`,
  }))
  const choose = (value: string) => {
    const chosen = offered.find((one) => keyOf(one) === value)
    onChange(chosen && { document: chosen.document, version: chosen.version, article: source?.article ?? '第1条' })
  }
  return (
    <>
      <SelectField
        label="出处"
        value={source ? keyOf(source) : ''}
        options={[{ value: '', label: '不引用法规' }, ...options]}
        onChange={choose}
      />
      {source && (
        <TextField
          label="条文"
          required
          max={30}
          value={source.article}
          hint="写成“第28条”或“第28条第2款”"
          onChange={(article) => onChange({ ...source, article })}
        />
      )}
    </>
  )
}
