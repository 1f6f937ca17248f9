import { useState } from 'react'
import { goBack } from '@/core/navigation'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Section } from '@/ui/Section'
import { type CampaignDetail, campaignsApi, forgetCampaigns } from '../campaignsApi'
import { EditSheet } from './EditSheet'
import { ReasonSheet } from './ReasonSheet'

interface CampaignActsProps {
  detail: CampaignDetail
  onDone: () => Promise<void>
}

/** What staff do with the whole campaign besides opening it. */
export function CampaignActs({ detail, onDone }: CampaignActsProps) {
  const [sheet, setSheet] = useState<'edit' | 'template' | 'cancel'>()
  const params = { campaignId: detail.id }
  const end = useAction(async (key) => {
    if (!(await confirmAct('结束活动？', '会按现在的数字写好总结，之后不再变动。', '结束'))) return
    await campaignsApi.close({ params }, { key })
    await onDone()
  })
  const isDraft = detail.state === 'draft'
  const close = () => setSheet(undefined)
  const settle = () => {
    close()
    void onDone()
  }
  const people = detail.people === null ? undefined : `${detail.people} 人`
  const { organizations, posts } = detail.audience
  return (
    <Section title="活动安排">
      <ErrorBanner error={end.error} />
      <Card>
        <MiniRow icon="users" label="对象" note={[...organizations, ...posts].join('、')} value={people} />
        <MiniRow icon="pen" label="改名称、主题、起止日期" onClick={() => setSheet('edit')} />
        <MiniRow icon="saved" label="存为本单位模板" note="下次从它开始" onClick={() => setSheet('template')} />
        {detail.allowed.includes('close') && (
          <MiniRow
            icon="done"
            label="结束活动"
            note="到期第二天也会自动结束并写好总结"
            onClick={() => void end.run()}
          />
        )}
        <MiniRow icon="close" label={isDraft ? '删除草稿' : '取消活动'} onClick={() => setSheet('cancel')} />
      </Card>
      {sheet === 'edit' && <EditSheet detail={detail} onClose={close} onDone={settle} />}
      {sheet === 'template' && (
        <ReasonSheet
          title="存为本单位模板"
          sub="节点、文字和相对日期都会存下来"
          verb="存为模板"
          label="模板名称"
          max={30}
          kind="fill"
          act={(name, key) => campaignsApi.saveTemplate({ params, body: { name } }, { key })}
          onClose={close}
          onDone={() => {
            close()
            say('已存为模板')
          }}
        />
      )}
      {sheet === 'cancel' && (
        <ReasonSheet
          title={isDraft ? '删除草稿' : '取消活动'}
          sub={isDraft ? '还没有人看到，删去就没有了' : '还在进行、告诉过大家的节点都会发取消通知'}
          verb={isDraft ? '删除' : '取消活动'}
          label="原因"
          act={(reason, key) => campaignsApi.cancel({ params, body: { reason } }, { key })}
          onClose={close}
          onDone={() => {
            forgetCampaigns()
            if (isDraft) void goBack()
            else settle()
          }}
        />
      )}
    </Section>
  )
}
