import type { PlainDate } from '@shared/core/plainDate'
import { PEER_SCOPE_LABELS, type PeerScope } from '@shared/modules/appraisals/model'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilledField } from '@/ui/FilledField'
import { Page } from '@/ui/Page'
import { SelectField } from '@/ui/SelectField'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { useShell } from '@/ui/shell'
import { appraisalsApi, forgetAppraisals, pageOf } from '../../appraisalsApi'

const SCOPES = (Object.keys(PEER_SCOPE_LABELS) as PeerScope[]).map((value) => ({
  value,
  label: PEER_SCOPE_LABELS[value],
}))

export default function AppraisalPlanPage() {
  const params = useParams()
  const { wide } = useShell()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const organizationId = params['organizationId'] ?? own
  const { year } = params
  const { data, error, refresh } = useQuery(
    organizationId ? `appraisals/proposal/${organizationId}/${year ?? ''}` : undefined,
    () => appraisalsApi.proposal({ query: { organizationId, ...(year && { year }) } }),
    { keep: false },
  )
  const [edit, setEdit] = useState<{ selfDueOn?: PlainDate; peerDueOn?: PlainDate; peerScope?: PeerScope }>({})
  const plan = useAction(async (key: string) => {
    if (!data) return
    const { selfDueOn, peerDueOn, peerScope } = data
    const days = { selfDueOn: selfDueOn as PlainDate, peerDueOn: peerDueOn as PlainDate }
    const body = { organizationId, year: data.year, peerScope, ...days, ...edit }
    const { id } = await appraisalsApi.plan({ body }, { key })
    forgetAppraisals()
    await Taro.redirectTo({ url: pageOf('board', id) })
  })
  const existing = data?.existing
  return (
    <Page
      narrow
      title="安排民主评议"
      who={data?.organizationName}
      acts={
        data &&
        !existing && (
          <Button kind="fill" wide={!wide} busy={plan.busy} onClick={() => plan.run()}>
            安排并开始自评
          </Button>
        )
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={plan.error} />
      {!data && !error && <Skeleton rows={5} />}
      {existing && (
        <Banner
          title={`${data.year} 年度已经安排过了`}
          act={<Button onClick={() => openPage(pageOf('board', existing))}>打开</Button>}
        />
      )}
      {data && !existing && (
        <>
          <Card pad>
            <SourceNote source={data.source} say={data.why} />
          </Card>
          <Card>
            <FilledField label="年度" value={`${data.year}年度`} source="一年一次" />
            <FilledField
              label="参评党员"
              value={`${data.due} 人，其中有表决权 ${data.votingDue} 人`}
              source={data.exempt > 0 ? `党员名册；另有 ${data.exempt} 人不作硬性要求，愿意可以参加` : '党员名册'}
            />
            <FilledField label="评定等次" value={data.ratings.join('、')} source="本单位规定，可在组织设置里改" />
            <DateField
              label="自评截止"
              required
              value={edit.selfDueOn ?? data.selfDueOn}
              onChange={(day) => setEdit({ ...edit, selfDueOn: day as PlainDate })}
            />
            <DateField
              label="互评截止"
              required
              value={edit.peerDueOn ?? data.peerDueOn}
              onChange={(day) => setEdit({ ...edit, peerDueOn: day as PlainDate })}
            />
            {data.hasGroups && (
              <SelectField
                label="互评范围"
                required
                hint="党员人数较多的，自评和互评可以在党小组里进行"
                value={edit.peerScope ?? data.peerScope}
                options={SCOPES}
                onChange={(scope) => setEdit({ ...edit, peerScope: scope as PeerScope })}
              />
            )}
          </Card>
        </>
      )}
    </Page>
  )
}
