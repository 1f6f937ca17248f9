import { GAP, letterOf, QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import { Text, View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Segmented } from '@/ui/Segmented'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { type EditedItem, gapsIn } from '../editedQuestion'
import { OptionField } from './OptionField'
import { PictureField } from './PictureField'

const MAX_OPTIONS = 10
const KINDS = (['single', 'multiple', 'judgement', 'blank'] as const).map((value) => ({
  value,
  label: QUESTION_KIND_LABELS[value],
}))

/** Addresses of pictures by id, and how one that was just uploaded becomes known. */
export interface Pictures {
  pictures: Readonly<Record<string, string>>
  onPictures: (id: string, url: string) => void
}

interface ItemEditorProps extends Pictures {
  item: EditedItem
  onChange: (item: EditedItem) => void
  /** Of a question by itself the kind is chosen above it. */
  withKind?: boolean
}

/** One item being written: its stem, its options with the right ones marked or its gaps with their wordings, and why. */
export function ItemEditor({ item, onChange, withKind, pictures, onPictures }: ItemEditorProps) {
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
      <PictureField
        label="题干的图"
        picture={item.picture}
        url={item.picture && pictures[item.picture]}
        onChange={(picture) => set({ picture })}
        onPictures={onPictures}
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
      {(kind === 'single' || kind === 'multiple') && (
        <OptionFields item={item} onChange={set} pictures={pictures} onPictures={onPictures} />
      )}
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

function OptionFields({ item: { kind, options, key }, onChange, pictures, onPictures }: PartProps & Pictures) {
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
      {options.map((option, place) => {
        const letter = letterOf(place)
        const isRight = key.includes(place)
        return (
          <OptionField
            key={letter}
            letter={letter}
            option={option}
            isRight={isRight}
            picture={option.picture && pictures[option.picture]}
            onChange={(next) => onChange({ options: options.map((one, i) => (i === place ? next : one)) })}
            onPictures={onPictures}
            onRight={() => turn(place)}
            onRemove={options.length > 2 ? () => remove(place) : undefined}
          />
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
