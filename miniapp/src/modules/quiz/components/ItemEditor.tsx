import { GAP, letterOf, QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import { Text, View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Segmented } from '@/ui/Segmented'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { type EditedItem, gapsIn } from '../editedQuestion'

const MAX_OPTIONS = 10
const KINDS = (['single', 'multiple', 'judgement', 'blank'] as const).map((value) => ({
  value,
  label: QUESTION_KIND_LABELS[value],
}))

interface ItemEditorProps {
  item: EditedItem
  onChange: (item: EditedItem) => void
  /** Of a question by itself the kind is chosen above it. */
  withKind?: boolean
}

/** One item being written: its stem, its options with the right ones marked or its gaps with their wordings, and why. */
export function ItemEditor({ item, onChange, withKind }: ItemEditorProps) {
  const { kind, stem, explanation } = item
  const set = (change: Partial<EditedItem>) => onChange({ ...item, ...change })
  return (
    <>
      {withKind && (
        <View className="field">
          <Segmented
            label="题型"
            options={KINDS}
            value={kind}
            onChange={(next) => set({ kind: next, key: next === 'multiple' ? item.key : item.key.slice(0, 1) })}
          />
        </View>
      )}
      <TextArea
        label="题干"
        required
        max={2_000}
        value={stem}
        hint={kind === 'blank' ? `每个空用四个下划线 ${GAP} 标出` : undefined}
        onChange={(text) => set({ stem: text })}
      />
      {kind === 'blank' && <GapFields item={item} onChange={set} />}
      {kind === 'judgement' && (
        <View className="field">
          <View className="field-label">正确答案</View>
          <Segmented
            label="正确答案"
            options={[
              { value: '0', label: '说法正确' },
              { value: '1', label: '说法错误' },
            ]}
            value={item.key.length > 0 ? (item.key[0] === 0 ? '0' : '1') : undefined}
            onChange={(value) => set({ key: [Number(value)] })}
          />
        </View>
      )}
      {(kind === 'single' || kind === 'multiple') && <OptionFields item={item} onChange={set} />}
      <TextArea
        label="解析"
        max={2_000}
        value={explanation}
        hint="交卷或批改以后才看得到：说清为什么"
        onChange={(text) => set({ explanation: text })}
      />
    </>
  )
}

interface PartProps {
  item: EditedItem
  onChange: (change: Partial<EditedItem>) => void
}

function GapFields({ item, onChange }: PartProps) {
  return (
    <>
      {Array.from({ length: gapsIn(item.stem) }, (_, gap) => gap).map((gap) => (
        <TextField
          key={gap}
          label={`第 ${gap + 1} 空的答案`}
          required
          value={item.accepted[gap] ?? ''}
          hint="几种写法都算对的，用分号隔开"
          onChange={(text) => {
            const accepted = Array.from({ length: Math.max(item.accepted.length, gap + 1) }, (_, i) =>
              i === gap ? text : (item.accepted[i] ?? ''),
            )
            onChange({ accepted })
          }}
        />
      ))}
    </>
  )
}

function OptionFields({ item: { kind, options, key }, onChange }: PartProps) {
  const turn = (place: number) => {
    const others = key.filter((one) => one !== place)
    if (kind === 'single') onChange({ key: [place] })
    else onChange({ key: key.includes(place) ? others : [...others, place].sort((a, b) => a - b) })
  }
  const remove = (place: number) =>
    onChange({
      options: options.filter((_, i) => i !== place),
      key: key.flatMap((one) => (one === place ? [] : [one > place ? one - 1 : one])),
    })
  return (
    <>
      {options.map(({ text }, place) => {
        const letter = letterOf(place)
        const isRight = key.includes(place)
        return (
          <View key={letter}>
            <TextField
              label={`选项 ${letter}${isRight ? '（正确）' : ''}`}
              required={place < 2}
              max={500}
              value={text}
              onChange={(next) =>
                onChange({ options: options.map((one, i) => (i === place ? { ...one, text: next } : one)) })
              }
            />
            <View className="field line">
              <Button
                size="s"
                icon={isRight ? 'check' : undefined}
                label={`${letter} 是正确答案`}
                kind={isRight ? 'red' : 'line'}
                onClick={() => turn(place)}
              >
                {isRight ? '正确答案' : '标为正确'}
              </Button>
              {options.length > 2 && (
                <Button size="s" kind="plain" label={`去掉选项 ${letter}`} onClick={() => remove(place)}>
                  去掉
                </Button>
              )}
            </View>
          </View>
        )
      })}
      <View className="field between">
        <Text className="note">{kind === 'single' ? '单选题标一个正确答案' : '多选题可标几个正确答案'}</Text>
        {options.length < MAX_OPTIONS && (
          <Button size="s" icon="plus" onClick={() => onChange({ options: [...options, { text: '' }] })}>
            加选项
          </Button>
        )}
      </View>
    </>
  )
}
