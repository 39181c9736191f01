/** Official titles of the documents that the regimes rest on, as `requirements.tsv` cites them. */

export const REPLY_LIAONING =
  '《省十二届人大六次会议〈关于加快推进省内异地医保统筹的建议〉(第0074号)的答复》(辽宁省人力资源和社会保障厅)'

export const REPORT_TIANJIN = '《天津市全面实现医保异地就医直接结算》(天津医保, 2017年10月12日)'

export const NOTICE_ANSHAN = '鞍山市医疗保障局关于异地就医工作的通知(2021年2月20日)'

export const NOTICE_22 =
  '《国家医保局财政部关于进一步做好跨省异地就医直接结算工作的通知》(医保发〔2022〕22号)'

export const PROCEDURE_22 = '《基本医疗保险跨省异地就医直接结算经办规程》'

export const REPLY_NATIONAL =
  '《国家医疗保障局对十三届全国人大五次会议第5182号建议的答复》(医保函〔2022〕106号)'

export const PAYMENT_BY_CASE = '医保办函〔2025〕3号(2025年1月7日)'

export const REPLY_GUIZHOU =
  '贵州省医疗保障局对《关于异地就医基金监管工作的建议》的答复(2025年6月26日)'
