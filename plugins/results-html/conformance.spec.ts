import { resultHandlerConformance } from 'tradewright/testkit';
import { HtmlReportHandler } from './html-report.ts';

resultHandlerConformance('HtmlReportHandler', { create: () => new HtmlReportHandler() });
