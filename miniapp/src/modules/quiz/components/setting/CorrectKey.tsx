import type { CorrectedItem } from '@shared/modules/quiz/appeals/corrected'
import type { AskedItem } from '@shared/modules/quiz/asked'
import { View } from '@tarojs/components'
import { QuestionItem } from '@/questions/QuestionItem'
import { TextField } from '@/ui/TextField'

const wordingsIn = (text: string): string[] =>
  text
    .split(/[；;]/)
    .map((wording) => wording.trim())
    .filter((wording) => wording !== '')

interface CorrectKeyProps {
  item: AskedItem
  /** Of gaps the wordings as they were typed. */
  value: { key: readonly number[]; typed: readonly string[] }
  onChange: (value: { key: readonly number[]; typed: readonly string[] }) => void
}

/** The right answer of one item, to be put right: options to choose, or for each gap the wordings that count. */
export function CorrectKey({ item, value, onChange }: CorrectKeyProps) {
  if (item.kind !== 'blank')
    return (
      <View className="quiz">
        <QuestionItem
          item={item}
          answer={value.key}
          onAnswer={(answer) => onChange({ ...value, key: (answer ?? []) as readonly number[] })}
        />
      </View>
    )
  return (
    <>
      {value.typed.map((text, gap) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: gaps keep their places
          key={gap}
          label={value.typed.length > 1 ? `第 ${gap + 1} 空算对的写法` : '算对的写法'}
          required
          hint="几种写法用分号隔开"
          value={text}
          onChange={(next) => onChange({ ...value, typed: value.typed.map((one, i) => (i === gap ? next : one)) })}
        />
      ))}
    </>
  )
}

/** What is sent of it. */
export const correctedOf = (item: Pick<AskedItem, 'kind'>, { key, typed }: CorrectKeyProps['value']): CorrectedItem =>
  item.kind === 'blank' ? { accepted: typed.map(wordingsIn) } : { key: [...key] }
