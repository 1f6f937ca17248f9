import { DIFFICULTY_LABELS, type Difficulty, QUESTION_KIND_LABELS, type QuestionKind } from '@shared/modules/quiz/model'
import { View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { SelectField } from '@/ui/SelectField'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { type EditedQuestion, newItem } from '../editedQuestion'
import { CitationFields } from './CitationFields'
import { ItemEditor, type Pictures } from './ItemEditor'

const MAX_PARTS = 10
const KINDS = Object.entries(QUESTION_KIND_LABELS).map(([value, label]) => ({ value, label }))
const DIFFICULTIES = Object.entries(DIFFICULTY_LABELS).map(([value, label]) => ({ value, label }))

interface QuestionEditorProps extends Pictures {
  question: EditedQuestion
  onChange: (question: EditedQuestion) => void
}

/** A question of any kind being written, with what it is about and the article it rests on. */
export function QuestionEditor({ question, onChange, pictures, onPictures }: QuestionEditorProps) {
  const { kind, parts } = question
  const set = (change: Partial<EditedQuestion>) => onChange({ ...question, ...change })
  return (
    <>
      <Card>
        <SelectField
          label="题型"
          required
          value={kind}
          options={KINDS}
          onChange={(next) =>
            set({
              kind: next as QuestionKind,
              ...(next === 'single' || next === 'judgement' ? { key: question.key.slice(0, 1) } : {}),
            })
          }
        />
        {kind === 'case' ? (
          <>
            <TextArea label="案例" required max={2_000} value={question.stem} onChange={(stem) => set({ stem })} />
            <TextArea
              label="总的解析"
              max={2_000}
              value={question.explanation}
              onChange={(explanation) => set({ explanation })}
            />
          </>
        ) : (
          <ItemEditor item={{ ...question, kind }} onChange={set} pictures={pictures} onPictures={onPictures} />
        )}
      </Card>
      {kind === 'case' &&
        parts.map((part, i) => (
          <Card
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a case keep their places
            key={i}
            title={`第 ${i + 1} 小题`}
            aside={
              parts.length > 1 && (
                <Button size="s" kind="plain" onClick={() => set({ parts: parts.filter((_, at) => at !== i) })}>
                  去掉这一小题
                </Button>
              )
            }
          >
            <ItemEditor
              withKind
              item={part}
              pictures={pictures}
              onPictures={onPictures}
              onChange={(next) => set({ parts: parts.map((one, at) => (at === i ? next : one)) })}
            />
          </Card>
        ))}
      {kind === 'case' && parts.length < MAX_PARTS && (
        <View className="field">
          <Button icon="plus" onClick={() => set({ parts: [...parts, newItem()] })}>
            加一小题
          </Button>
        </View>
      )}
      <Card title="这道题">
        <SelectField
          label="难度"
          required
          value={String(question.difficulty)}
          options={DIFFICULTIES}
          onChange={(value) => set({ difficulty: Number(value) as Difficulty })}
        />
        <TextField
          label="标签"
          value={question.tags}
          placeholder="例如 高处作业、个人防护"
          hint="按标签练习和组卷；几个标签用顿号隔开"
          onChange={(tags) => set({ tags })}
        />
        <TextField label="章节" max={60} value={question.chapter} onChange={(chapter) => set({ chapter })} />
        <CitationFields source={question.source} onChange={(source) => set({ source })} />
      </Card>
    </>
  )
}
