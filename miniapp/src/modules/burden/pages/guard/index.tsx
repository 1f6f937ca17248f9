import type { ExceptionRow } from '@shared/modules/burden/contract'
import { GUARDED, GUARDED_LABELS } from '@shared/modules/burden/model'
import { useState } from 'react'
import { confirmAct } from '@/core/say'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { SourceNote } from '@/ui/SourceNote'
import { ExceptionSheet } from '../../components/ExceptionSheet'
import { burdenApi } from '../../useBurden'

const isOn = (items: readonly ExceptionRow[], feature: ExceptionRow['feature']) =>
  items.some((item) => item.feature === feature && item.active)

/** 积分排名开关 — off, with the rule that says so; what has been switched on, by whom, for what and until when. */
export default function Guard() {
  const query = usePages('burden-guard', (cursor) => burdenApi.getGuard({ query: { limit: '50', cursor } }))
  const [adding, setAdding] = useState(false)
  const end = useAction(async (key, item: ExceptionRow) => {
    const asked = `“${item.campaign}”的${GUARDED_LABELS[item.feature]}今天起不再显示。`
    if (!(await confirmAct('提前关闭？', asked, '关闭'))) return
    await burdenApi.endException({ params: { exceptionId: item.id } }, { key })
    await query.refresh()
  })
  const mayAdd = query.data?.allowed.includes('add')
  return (
    <Page
      narrow
      title="积分、排名、在线时长"
      who="默认关闭"
      acts={mayAdd && <Button onClick={() => setAdding(true)}>为一次活动打开</Button>}
      state={<ErrorBanner error={end.error} />}
    >
      <Loaded query={query} rows={4}>
        {({ rule, source, items }) => (
          <>
            <Section title="现在">
              <Card>
                {GUARDED.map((feature) => (
                  <MiniRow
                    key={feature}
                    label={GUARDED_LABELS[feature]}
                    value={isOn(items, feature) ? <Chip tone="warn">活动中打开</Chip> : <Chip tone="ok">关闭</Chip>}
                  />
                ))}
                <Row title={rule}>
                  <SourceNote source={source} />
                </Row>
              </Card>
            </Section>
            {items.length > 0 && (
              <Section title="为活动打开过的" count={`${query.counted} 次`}>
                <Card>
                  {items.map((item) => (
                    <Row
                      key={item.id}
                      title={`${item.campaign}：${GUARDED_LABELS[item.feature]}`}
                      why={`${item.organization} · ${item.by} · ${item.reason}`}
                      due={{ text: `${item.from} 至 ${item.to}`, ...(item.active && { tone: 'warn' as const }) }}
                      act={
                        item.allowed.includes('end') && (
                          <Button size="s" kind="bad" busy={end.busy} onClick={() => end.run(item)}>
                            提前关闭
                          </Button>
                        )
                      }
                    />
                  ))}
                </Card>
                <Pager {...query.pager} quiet />
              </Section>
            )}
            {adding && (
              <ExceptionSheet
                rule={rule}
                onClose={() => setAdding(false)}
                onDone={() => {
                  setAdding(false)
                  void query.refresh()
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
