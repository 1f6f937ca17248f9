import {
  certificateCodeIn,
  isCertificateCode,
  plainCertificateCode,
  spacedCertificateCode,
} from '@shared/modules/quiz/certificates/code'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { isH5 } from '@/core/platform'
import { scanCode } from '@/core/scanCode'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { TextField } from '@/ui/TextField'
import { CERTIFICATES_CRUMB, certificatesApi, type Verified } from '../../certificates/certificatesApi'
import { CertificateFacts } from '../../components/certificates/CertificateFacts'

function VerifiedCard({ certificate }: { certificate: Verified }) {
  return (
    <>
      {certificate.state === 'valid' ? (
        <Banner tone="ok" title="证书有效">
          请核对姓名，和拿证书的人是不是同一个
        </Banner>
      ) : (
        <Banner tone="bad" title="证书已撤销">
          这个编号发过证书，现在不算了
        </Banner>
      )}
      <CertificateFacts certificate={certificate} />
    </>
  )
}

/** 验证证书 — a code scanned, typed, or come along with the address: whose it is and whether it counts. */
export default function VerifyPage() {
  const { code: given, q, scene } = useParams()
  const opened = certificateCodeIn(given ?? q ?? scene ?? '')
  const [typed, setTyped] = useState(opened ? spacedCertificateCode(opened) : '')
  const [asked, setAsked] = useState(opened)
  const [wrong, setWrong] = useState(given !== undefined && !opened ? '这个编号不对，请和证书上的核对一遍' : undefined)
  const query = useQuery(
    asked && `quiz/certificates/verify/${asked}`,
    () => certificatesApi.verifyCertificate({ params: { code: asked ?? '' } }),
    { keep: false },
  )
  const ask = (text: string) => {
    const code = plainCertificateCode(text)
    setTyped(isCertificateCode(code) ? spacedCertificateCode(code) : text)
    setAsked(isCertificateCode(code) ? code : undefined)
    setWrong(isCertificateCode(code) ? undefined : '编号不对，请和证书上的核对一遍')
  }
  const scan = async () => {
    const scanned = await scanCode()
    if (scanned === undefined) return
    const code = certificateCodeIn(scanned)
    if (code) return ask(code)
    setAsked(undefined)
    setWrong('扫到的不是证书上的二维码')
  }
  const change = (text: string) => {
    setTyped(text)
    setWrong(undefined)
  }
  const lack = plainCertificateCode(typed).length < 12 ? '编号共 12 位' : undefined
  const unknown = query.error?.code === 'not_found'
  return (
    <Page
      narrow
      title="验证证书"
      crumbs={[CERTIFICATES_CRUMB, { label: '验证证书' }]}
      who="扫证书上的二维码，或输入编号"
    >
      <Card>
        <TextField
          label="证书编号"
          required
          value={typed}
          max={20}
          hint="12 位，不分大小写，横线可以不写"
          error={wrong}
          onChange={change}
          onConfirm={() => ask(typed)}
        />
        <View className="card-pad line">
          {!isH5 && (
            <Button icon="scan" onClick={scan}>
              扫一扫
            </Button>
          )}
          <Button kind="fill" wide busy={query.loading} reason={lack} onClick={() => ask(typed)}>
            验证
          </Button>
        </View>
      </Card>
      {asked && unknown && <Banner tone="bad" title={query.error?.message ?? ''} />}
      {asked && !unknown && (
        <Loaded query={query} rows={5}>
          {(shown) => <VerifiedCard certificate={shown} />}
        </Loaded>
      )}
    </Page>
  )
}
