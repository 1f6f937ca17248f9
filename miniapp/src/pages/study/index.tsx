import { View } from '@tarojs/components'
import { openSignIn } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { CampaignSection } from './CampaignSection'
import { Courses } from './Courses'
import { FiveMinutes } from './FiveMinutes'
import { PracticeRows } from './PracticeRows'
import { StudyHours } from './StudyHours'
import { askLearning, askPractice } from './studyApi'

/** 学习 — five minutes now, what is asked of me, practice, and this year's hours. Whatever of it is known is shown. */
export default function Study() {
  const { wide } = useShell()
  const person = useStore(session, (state) => state.person)
  const learning = useQuery(person && 'learning/now', askLearning)
  const practice = useQuery(person && 'quiz/now', askPractice)
  if (!person)
    return (
      <Page narrow title="学习" tab>
        <Card>
          <Empty icon="study" title="还没有登录">
            <Button kind="fill" onClick={openSignIn}>
              去登录
            </Button>
          </Empty>
        </Card>
      </Page>
    )
  const error = learning.error ?? practice.error
  const refresh = () => Promise.all([learning.refresh(), practice.refresh()])
  const shown = learning.data !== undefined || practice.data !== undefined
  const main = (
    <View>
      <FiveMinutes learning={learning.data} practice={practice.data} />
      {learning.data && <Courses learning={learning.data} />}
      <CampaignSection />
    </View>
  )
  const beside = (
    <View>
      {practice.data && <PracticeRows practice={practice.data} />}
      <StudyHours personId={person.id} />
    </View>
  )
  return (
    <Page
      title="学习"
      tab
      state={<AnswerState error={error} shown={shown} savedAt={learning.savedAt} onRetry={refresh} />}
    >
      {!shown && !error && <Skeleton rows={5} />}
      {shown && wide && (
        <View className="cols block">
          {main}
          {beside}
        </View>
      )}
      {shown && !wide && (
        <>
          {main}
          {beside}
        </>
      )}
    </Page>
  )
}
