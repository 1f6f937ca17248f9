import { NODE_KIND_LABELS } from '@shared/modules/campaigns/model'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { spanWord } from '@/core/dayWord'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { campaignsApi, campaignUrl, forgetCampaigns, type Template } from '../../campaignsApi'
import { type Draft, DraftForm } from '../../components/DraftForm'
import { NODE_ICONS } from '../../words'

/** 新建 — which template, then theme, audience and days as they are proposed; one more tap and the plan stands. */
export default function CreateCampaign() {
  const query = useQuery('campaigns/templates', () => campaignsApi.templates())
  const [template, setTemplate] = useState<Template>()
  const create = useAction(async (key, { theme, organizationIds, posts, from, to }: Draft) => {
    const audience = { organizationIds, ...(posts.length > 0 && { posts }) }
    const body = { templateId: template?.id ?? '', theme, audience, from, to }
    const { id } = await campaignsApi.create({ body }, { key })
    forgetCampaigns()
    await Taro.redirectTo({ url: campaignUrl(id) })
  })
  return (
    <Page
      narrow
      title="新建活动"
      who={template ? template.name : '从模板开始，其余都可以再改'}
      crumbs={[{ label: '活动', url: '/modules/campaigns/pages/list/index' }, { label: '新建活动' }]}
      state={<ErrorBanner error={create.error} />}
    >
      <Loaded query={query} rows={6}>
        {({ items, places }) =>
          template ? (
            <>
              <DraftForm
                key={template.id}
                template={template}
                places={places}
                busy={create.busy}
                onSave={create.run}
                onBack={() => setTemplate(undefined)}
              />
              <Section title="会排好这些" count={`${template.nodes.length} 个节点`}>
                <Card>
                  {template.nodes.map((node) => (
                    <MiniRow
                      key={`${node.kind}${node.on}${node.title}`}
                      icon={NODE_ICONS[node.kind]}
                      label={node.title}
                      note={NODE_KIND_LABELS[node.kind]}
                      value={spanWord(node.on, node.until)}
                    />
                  ))}
                </Card>
              </Section>
            </>
          ) : (
            <Card>
              {items.map((one) => (
                <MiniRow
                  key={one.id}
                  icon={one.own ? 'saved' : 'flag'}
                  label={one.name}
                  note={one.own ? '本单位的模板' : one.theme}
                  value={spanWord(one.from, one.to)}
                  onClick={() => setTemplate(one)}
                />
              ))}
            </Card>
          )
        }
      </Loaded>
    </Page>
  )
}
