import { WITHDRAWN_BECAUSE_LABELS } from '@shared/modules/quiz/certificates/model'
import { pointsText } from '@shared/modules/quiz/exams/rules'
import { View } from '@tarojs/components'
import { openFile } from '@/core/openFile'
import { isH5 } from '@/core/platform'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { QrPanel } from '@/ui/QrPanel'
import { useShell } from '@/ui/shell'
import { CERTIFICATES_CRUMB, certificatesApi } from '../../certificates/certificatesApi'
import { CertificateFacts } from '../../components/certificates/CertificateFacts'

/** One certificate of mine: what it says, the code others verify it with, and the page to keep or print. */
export default function CertificatePage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const params = { certificateId: id }
  const query = useQuery(`quiz/certificates/one/${id}`, () => certificatesApi.ownCertificate({ params }))
  const download = useAction(async () => openFile(await certificatesApi.certificatePdf({ params })))
  const isValid = query.data?.state === 'valid'
  return (
    <Page
      narrow
      title="证书"
      crumbs={[CERTIFICATES_CRUMB, { label: '证书' }]}
      who={query.data?.examTitle}
      acts={
        isValid && (
          <Button kind="fill" icon="export" wide={!wide} busy={download.busy} onClick={download.run}>
            {isH5 ? '下载证书' : '打开证书'}
          </Button>
        )
      }
      state={<ErrorBanner error={download.error} />}
    >
      <Loaded query={query} rows={5}>
        {(shown) => (
          <>
            {shown.withdrawnBecause && (
              <Banner tone="bad" title="这张证书已撤销">
                {WITHDRAWN_BECAUSE_LABELS[shown.withdrawnBecause]}
              </Banner>
            )}
            <CertificateFacts
              certificate={shown}
              marks={`${pointsText(shown.score)} / ${pointsText(shown.full)} 分，${shown.passPercent}% 合格`}
            />
            <Card title="给别人核验" pad>
              <QrPanel rows={shown.rows} label={`核验二维码，编号 ${shown.code}`}>
                <View className="strong num">{shown.code}</View>
                <View className="note mt2">登录知行的人扫码，或在“验证证书”里输入编号，就能看到真假</View>
              </QrPanel>
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}
