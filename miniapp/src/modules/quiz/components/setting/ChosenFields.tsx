import { MAX_PAPER_QUESTIONS } from '@shared/modules/quiz/exams/model'
import { QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import { Input, View } from '@tarojs/components'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { SwitchField } from '@/ui/SwitchField'
import { type Column, Table } from '@/ui/Table'
import { TextField } from '@/ui/TextField'
import { useTyped } from '@/ui/useTyped'
import { type EditedQuestion, moveQuestion } from '../../setting/draft'
import type { PaperCheck } from '../../setting/settingApi'

interface PointsProps {
  place: number
  value: string
  onChange: (points: string) => void
}

/** What one question is worth. */
function Points({ place, value, onChange }: PointsProps) {
  const label = `第 ${place + 1} 题分数`
  const write = useTyped(label, onChange)
  return (
    <Input
      className="input input-one input-few"
      type="number"
      maxlength={3}
      value={value}
      ariaLabel={label}
      onInput={(event) => write(event.detail.value)}
    />
  )
}

interface ChosenFieldsProps {
  questions: readonly EditedQuestion[]
  ordered: boolean
  check: PaperCheck | undefined
  onQuestions: (questions: EditedQuestion[]) => void
  onOrdered: (ordered: boolean) => void
  onPick: () => void
}

type Row = EditedQuestion & { place: number }

/** 选好的题 — the same for everybody: what each is worth, taken out again, and put in order where the order counts. */
export function ChosenFields({ questions, ordered, check, onQuestions, onOrdered, onPick }: ChosenFieldsProps) {
  const rows = questions.map((question, place): Row => ({ ...question, place }))
  const set = (at: number, points: string) =>
    onQuestions(questions.map((one, i) => (i === at ? { ...one, points } : one)))
  const [first] = questions
  const common = first && questions.every(({ points }) => points === first.points) ? first.points : ''
  const columns: Column<Row>[] = [
    { id: 'title', label: '题目', cell: ({ title, place }) => `${place + 1}. ${title}` },
    {
      id: 'kind',
      label: '题型',
      short: true,
      cell: ({ kind, gone }) => (gone ? <Chip tone="warn">不能用了</Chip> : QUESTION_KIND_LABELS[kind]),
    },
    {
      id: 'points',
      label: '分数',
      short: true,
      cell: ({ place, points }) => <Points place={place} value={points} onChange={(next) => set(place, next)} />,
    },
  ]
  const acts = ({ place, questionId }: Row) => (
    <View className="row-acts">
      {ordered && place > 0 && (
        <Button
          size="x"
          label={`第 ${place + 1} 题上移`}
          onClick={() => onQuestions(moveQuestion(questions, place, -1))}
        >
          上移
        </Button>
      )}
      {ordered && place < questions.length - 1 && (
        <Button
          size="x"
          label={`第 ${place + 1} 题下移`}
          onClick={() => onQuestions(moveQuestion(questions, place, 1))}
        >
          下移
        </Button>
      )}
      <Button
        size="x"
        label={`去掉第 ${place + 1} 题`}
        onClick={() => onQuestions(questions.filter((one) => one.questionId !== questionId))}
      >
        去掉
      </Button>
    </View>
  )
  return (
    <>
      <Card
        title={`选好的题（${questions.length}）`}
        aside={
          <Button
            size="s"
            icon="plus"
            reason={questions.length >= MAX_PAPER_QUESTIONS ? `最多 ${MAX_PAPER_QUESTIONS} 道` : undefined}
            onClick={onPick}
          >
            去选题
          </Button>
        }
      >
        {questions.length === 0 && (
          <Empty icon="book" title="还没有选题">
            从题库里一道一道挑，所有人做一样的题
          </Empty>
        )}
        {questions.length > 0 && (
          <>
            <TextField
              label="每题几分"
              hint="写在这里，所有题一样；也可以在下面一道一道改"
              type="number"
              max={3}
              value={common}
              onChange={(points) => onQuestions(questions.map((one) => ({ ...one, points })))}
            />
            <SwitchField
              label="按这个顺序出题"
              hint="不开就按题型排，每人的顺序不一样"
              value={ordered}
              onChange={onOrdered}
            />
          </>
        )}
      </Card>
      {questions.length > 0 && (
        <Table label="选好的题" columns={columns} rows={rows} keyOf={({ questionId }) => questionId} acts={acts} />
      )}
      {check && (
        <Banner
          tone={check.shortage ? 'warn' : 'ok'}
          title={check.shortage ?? `一共 ${check.questions} 题，${check.points} 分`}
        />
      )}
    </>
  )
}
