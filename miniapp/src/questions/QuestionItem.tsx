import type { AskedItem } from '@shared/modules/quiz/asked'
import type { ItemAnswer } from '@shared/modules/quiz/model'
import { letterOf } from '@shared/modules/quiz/model'
import { Text, View } from '@tarojs/components'
import { Icon } from '@/ui/Icon'
import { Tap } from '@/ui/Tap'
import { TextField } from '@/ui/TextField'
import { QuestionPicture } from './QuestionPicture'

/** What is known of one item after it was graded. */
export interface ItemKey {
  key: ItemAnswer
  accepted: readonly (readonly string[])[]
}

interface QuestionItemProps {
  item: AskedItem
  answer: ItemAnswer
  /** Absent: it is only shown. */
  onAnswer?: (answer: ItemAnswer) => void
  solution?: ItemKey
}

const placesIn = (answer: ItemAnswer): readonly number[] =>
  (answer ?? []).filter((one): one is number => typeof one === 'number')
const textsIn = (answer: ItemAnswer): readonly string[] =>
  (answer ?? []).filter((one): one is string => typeof one === 'string')

const MARKS = { right: ['opt-good', 'done', 't-ok'], wrong: ['opt-miss', 'wrong', 't-bad'] } as const

/** Options to choose from, or gaps to fill; once graded, what was chosen and what is right, in words. */
export function QuestionItem({ item, answer, onAnswer, solution }: QuestionItemProps) {
  const { kind, options, gaps } = item
  if (kind === 'blank')
    return <Gaps count={gaps} texts={textsIn(answer)} onAnswer={onAnswer} accepted={solution?.accepted} />
  const chosen = placesIn(answer)
  const key = solution && placesIn(solution.key)
  const pick = (place: number) => {
    const others = chosen.filter((one) => one !== place)
    if (kind !== 'multiple') onAnswer?.([place])
    else onAnswer?.(chosen.includes(place) ? others : [...others, place].sort((a, b) => a - b))
  }
  return (
    <View ariaRole="group" ariaLabel="选项">
      {options.map(({ text, picture }, place) => {
        const isChosen = chosen.includes(place)
        const mark = key?.includes(place) ? 'right' : key && isChosen ? 'wrong' : undefined
        const [look, icon, tone] = mark ? MARKS[mark] : (['', 'check', ''] as const)
        const word =
          mark === 'right' ? (isChosen ? '选对了' : kind === 'multiple' && answer ? '漏选' : '正确') : '你选的'
        const letter = letterOf(place)
        const body = (
          <>
            <Text className="opt-key">
              {kind === 'judgement' ? <Icon name={place === 0 ? 'check' : 'close'} size="s" /> : letter}
            </Text>
            <View className="wrap">
              {text}
              <QuestionPicture url={picture} label={`选项 ${letter} 的图`} />
            </View>
            {mark && (
              <Text className={`opt-say ${tone}`}>
                <Icon name={icon} size="s" />
                {word}
              </Text>
            )}
          </>
        )
        if (!onAnswer)
          return (
            <View key={letter} className={`opt ${look} ${isChosen && !key ? 'opt-on' : ''}`}>
              {body}
            </View>
          )
        return (
          <Tap
            key={letter}
            className={`opt ${isChosen ? 'opt-on' : ''}`}
            selected={isChosen}
            onClick={() => pick(place)}
          >
            {body}
          </Tap>
        )
      })}
    </View>
  )
}

interface GapsProps {
  count: number
  texts: readonly string[]
  onAnswer?: ((answer: ItemAnswer) => void) | undefined
  accepted?: readonly (readonly string[])[] | undefined
}

function Gaps({ count, texts, onAnswer, accepted }: GapsProps) {
  const places = Array.from({ length: count }, (_, i) => i)
  const label = (i: number) => (count > 1 ? `第 ${i + 1} 空` : '填空')
  if (onAnswer)
    return (
      <View className="card">
        {places.map((i) => (
          <TextField
            key={i}
            label={label(i)}
            required
            max={100}
            value={texts[i] ?? ''}
            onChange={(text) => onAnswer(places.map((place) => (place === i ? text : (texts[place] ?? ''))))}
          />
        ))}
      </View>
    )
  return (
    <View>
      {places.map((i) => (
        <View key={i} className="opt">
          <View className="grow">
            <View className="note">{label(i)}</View>
            <View className="wrap">你写的：{texts[i]?.trim() || '没有写'}</View>
            {accepted && <View className="t-ok t-strong wrap">正确：{accepted[i]?.join('，或 ')}</View>}
          </View>
        </View>
      ))}
    </View>
  )
}
