import { useState } from 'react'
import { spanWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { useShell } from '@/ui/shell'
import { boardUrl, type NodeView } from '../../campaignsApi'
import { CampaignActs } from '../../components/CampaignActs'
import { NodeSheet } from '../../components/NodeSheet'
import { PlanSection } from '../../components/PlanSection'
import { useCampaign } from '../../useCampaign'
import { STATE_TONES, stateWord } from '../../words'

/** One campaign: for the reader what can be done now, for staff the plan in time. */
export default function CampaignPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const campaign = useCampaign(id)
  const { query, settle } = campaign
  const { data } = query
  const [edited, setEdited] = useState<NodeView | 'new'>()
  const may = (action: string) => data?.allowed.includes(action) ?? false
  const close = () => setEdited(undefined)
  const done = () => {
    close()
    void settle()
  }
  const acts = data && data.allowed.length > 0 && (
    <>
      {may('board') && (
        <Button icon="chart" wide={!wide} onClick={() => openPage(boardUrl(id))}>
          看进度
        </Button>
      )}
      {may('summary') && (
        <Button
          kind="fill"
          icon="doc"
          wide={!wide}
          onClick={() => openPage(`/modules/campaigns/pages/summary/index?id=${id}`)}
        >
          看总结
        </Button>
      )}
      {may('open') && (
        <Button
          kind="fill"
          wide={!wide}
          busy={campaign.open.busy}
          reason={data.hints.length > 0 ? '先改好下面几处' : undefined}
          onClick={campaign.open.run}
        >
          发布
        </Button>
      )}
    </>
  )
  return (
    <Page
      narrow
      title={data?.title ?? '活动'}
      who={data && `${data.theme} · ${spanWord(data.from, data.to)}${data.meantForMe ? ' · 自愿参加' : ''}`}
      crumbs={[{ label: '活动', url: '/modules/campaigns/pages/list/index' }, { label: data?.title ?? '活动' }]}
      beside={data && <Chip tone={STATE_TONES[data.state]}>{stateWord(data.state)}</Chip>}
      acts={acts}
      state={<ErrorBanner error={campaign.error} />}
    >
      <Loaded query={query} rows={6}>
        {(shown) => (
          <>
            {shown.cancelledBecause !== null && (
              <Banner tone="bad" title="活动已取消">
                {shown.cancelledBecause}
              </Banner>
            )}
            {shown.hints.length > 0 && (
              <Banner tone="warn" title="发布前要改好" reasons={shown.hints.map((message) => ({ message }))} />
            )}
            <PlanSection detail={shown} campaign={campaign} onEdit={setEdited} />
            {shown.state !== 'draft' && shown.nodes.some(({ kind }) => kind === 'contest') && (
              <Card>
                <MiniRow
                  icon="award"
                  label="班组竞赛"
                  note="各班组参与和掌握"
                  onClick={() => openPage(`/modules/campaigns/pages/contest/index?id=${id}`)}
                />
              </Card>
            )}
            {may('edit') && <CampaignActs detail={shown} onDone={settle} />}
            {edited && (
              <NodeSheet campaign={shown} {...(edited !== 'new' && { node: edited })} onClose={close} onDone={done} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
