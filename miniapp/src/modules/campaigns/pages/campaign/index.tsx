import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { boardUrl, type NodeView } from '../../campaignsApi'
import { CampaignActs } from '../../components/CampaignActs'
import { NodeActs } from '../../components/NodeActs'
import { NodeRow } from '../../components/NodeRow'
import { NodeSheet } from '../../components/NodeSheet'
import { useCampaign } from '../../useCampaign'
import { STATE_TONES, spanWord, stateWord } from '../../words'

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
            <Section
              title="节点"
              count={`${shown.nodes.length} 个`}
              link={may('edit') ? { label: '加一个', onClick: () => setEdited('new') } : undefined}
            >
              <Card>
                {shown.nodes.map((node) => (
                  <NodeRow
                    key={node.id}
                    node={node}
                    mine={shown.meantForMe}
                    act={<NodeActs node={node} campaign={campaign} detail={shown} onEdit={() => setEdited(node)} />}
                  />
                ))}
                {shown.nodes.length === 0 && (
                  <Empty icon="calendar" title="还没有节点">
                    加一个推送、学习、答题或线下活动
                  </Empty>
                )}
              </Card>
            </Section>
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
