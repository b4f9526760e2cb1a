import { type FrameworkAlgorithm, ImmediateExecutionModel, type OrderEvent } from 'tradewright';
import BasicTemplateFrameworkAlgorithm from './basic-template-framework-algorithm.ts';

class ListeningExecution extends ImmediateExecutionModel {
  readonly events: OrderEvent[] = [];

  onOrderEvent(_algorithm: FrameworkAlgorithm, event: OrderEvent): void {
    this.events.push(event);
  }
}

/** The execution model is notified of every order event, after the strategy. */
export default class ExecutionModelOrderEventsRegressionAlgorithm extends BasicTemplateFrameworkAlgorithm {
  private readonly executionModel = new ListeningExecution();
  private readonly events: OrderEvent[] = [];

  override initialize(): void {
    super.initialize();
    this.setExecution(this.executionModel);
  }

  override onOrderEvent(event: OrderEvent): void {
    this.events.push(event);
  }

  override onEndOfAlgorithm(): void {
    const { events } = this.executionModel;
    if (events.length !== this.events.length || events.some((event, i) => event !== this.events[i]))
      throw new Error(`The execution model was told ${events.length} events, the strategy ${this.events.length}.`);
  }
}
