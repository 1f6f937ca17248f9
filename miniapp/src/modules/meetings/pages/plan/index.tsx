import Taro from '@tarojs/taro'
import { useParams } from '@/core/useParams'
import { useSubscribe } from '@/core/useSubscribe'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { SelectField } from '@/ui/SelectField'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { DraftFields } from '../../components/DraftFields'
import { pageOf } from '../../meetingsApi'
import { usePlanning } from '../../usePlanning'

export default function PlanPage() {
  const planning = usePlanning(useParams())
  const { ask } = useSubscribe()
  const { data, draft, error, arrange } = planning
  const confirm = async (andNotify: boolean) => {
    // WeChat accepts the question only directly in the tap: nothing may be awaited before it.
    const asked = ask()
    const arranged = await arrange.run(andNotify)
    await asked
    if (arranged) await Taro.redirectTo({ url: pageOf('detail', planning.createdId()) })
  }
  const acts = (
    <>
      <Button busy={arrange.busy} onClick={() => confirm(false)}>
        先不通知
      </Button>
      <Button kind="fill" wide busy={arrange.busy} onClick={() => confirm(true)}>
        安排并通知
      </Button>
    </>
  )
  return (
    <Page
      title="安排会议"
      who={data?.organizationName}
      acts={draft && acts}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={planning.refresh} />}
    >
      <ErrorBanner error={arrange.error} />
      {!data && !error && <Skeleton rows={6} />}
      {data && draft && (
        <>
          <Card pad>
            <SourceNote source={data.source} say={data.why} />
          </Card>
          {data.kind === 'lifeMeeting' && (
            <Card>
              <SelectField
                label="会议形式"
                required
                hint="一般以党员大会、支委会会议或者党小组会形式召开"
                value={planning.heldAs}
                options={[
                  { value: 'branchMeeting', label: '党员大会' },
                  { value: 'committeeMeeting', label: '支委会' },
                  ...data.groups.map(({ id, name }) => ({ value: id, label: `${name}的党小组会` })),
                ]}
                onChange={planning.holdAs}
              />
            </Card>
          )}
          <DraftFields key={planning.heldAs} proposal={data} draft={draft} onChange={planning.change} />
        </>
      )}
    </Page>
  )
}
