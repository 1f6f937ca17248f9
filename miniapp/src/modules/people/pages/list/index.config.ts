export default definePageConfig({ navigationBarTitleText: '人员与名册' })
