import { plainDateOfInstant } from '@shared/core/plainDate'
import { askedOf } from '@shared/modules/quiz/asked'
import { DIFFICULTY_LABELS, QUESTION_STATE_LABELS } from '@shared/modules/quiz/model'
import { withAddresses } from '@shared/modules/quiz/pictures'
import { reviewOf } from '@shared/modules/quiz/reviewed'
import { dayWord } from '@/core/dayWord'
import { Question } from '@/questions/Question'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { type QuestionDetail, STATE_TONES } from '../banksApi'

/** A question as it is read by whoever looks after the bank: with its key, its state and its earlier versions. */
export function QuestionShown({ question, hasEnded }: { question: QuestionDetail; hasEnded: boolean }) {
  const { content, source, state, flaggedBecause, difficulty, tags, chapter, versions } = question
  const shown = { content: withAddresses(content, question.pictures), ...(source && { source }) }
  return (
    <>
      {flaggedBecause && (
        <Banner tone="warn" title={flaggedBecause}>
          复核以前不再抽到，也不再练习
        </Banner>
      )}
      <Card>
        <Question
          asked={askedOf(shown.content)}
          answer={null}
          about={[DIFFICULTY_LABELS[difficulty], chapter, tags.join('、')].filter(Boolean).join(' · ')}
          review={reviewOf(shown, [], null, () => hasEnded)}
        />
      </Card>
      <Card title="版本" aside={<Chip tone={STATE_TONES[state]}>{QUESTION_STATE_LABELS[state]}</Chip>}>
        {versions.map(({ version, at, by }) => (
          <MiniRow key={version} label={`第 ${version} 版`} note={by} value={dayWord(plainDateOfInstant(at))} />
        ))}
      </Card>
    </>
  )
}
