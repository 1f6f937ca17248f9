import { View } from '@tarojs/components'
import { canBindEmployee } from '@/core/employeeRelation'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { AwaySection } from '../../components/AwaySection'
import { HoursSection } from '../../components/HoursSection'
import { useSettings } from '../../useSettings'

/** 提醒设置 — when my phone rings, and who hears my reminders while I am away. */
export default function ReminderSettingsPage() {
  const { data, error, refresh, save, goAway, comeBack, bind } = useSettings()
  const templates = data?.employeeTemplates ?? []
  return (
    <Page
      narrow
      title="提醒设置"
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && (
        <>
          <AwaySection settings={data} goAway={goAway} comeBack={comeBack} />
          <HoursSection settings={data} save={save} />
        </>
      )}
      {templates.length > 0 && canBindEmployee() && (
        <Section title="微信用工消息">
          <Card>
            <MiniRow
              icon="link"
              label={data?.employee === 'bound' ? '已绑定用工关系' : '还没有绑定用工关系'}
              note="绑定一次，工作提醒都能收到，不用每次点允许"
            />
            <ErrorBanner error={bind.error} />
            <View className="card-pad">
              <Button wide busy={bind.busy} onClick={() => bind.run(templates)}>
                {data?.employee === 'bound' ? '重新绑定' : '绑定用工关系'}
              </Button>
            </View>
          </Card>
        </Section>
      )}
    </Page>
  )
}
