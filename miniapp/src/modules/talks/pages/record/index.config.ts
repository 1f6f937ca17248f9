export default definePageConfig({ navigationBarTitleText: '登记谈话' })
