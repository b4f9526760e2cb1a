import {
  ConstantAlphaModel,
  days,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  ImmediateExecutionModel,
  type Insight,
  ManualUniverseSelectionModel,
  MaximumDrawdownPercentPerSecurity,
  minutes,
  PortfolioTarget,
} from 'tradewright';

const tagOf = ({ symbol, quantity }: PortfolioTarget): string => `Portfolio target tag: ${symbol.ticker} - ${quantity}`;

const tagged = (target: PortfolioTarget): PortfolioTarget =>
  new PortfolioTarget(target.symbol, target.quantity, tagOf(target));

class TaggedConstruction extends EqualWeightingPortfolioConstructionModel {
  override createTargets(algorithm: FrameworkAlgorithm, insights: readonly Insight[]): PortfolioTarget[] {
    return super.createTargets(algorithm, insights).map(tagged);
  }
}

class TaggedRisk extends MaximumDrawdownPercentPerSecurity {
  override manageRisk(algorithm: FrameworkAlgorithm): PortfolioTarget[] {
    return super.manageRisk(algorithm).map(tagged);
  }
}

class CheckedExecution extends ImmediateExecutionModel {
  count = 0;

  override execute(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): void {
    for (const target of targets) {
      this.count++;
      if (target.tag !== tagOf(target)) throw new Error(`Unexpected tag ${target.tag}.`);
    }
    super.execute(algorithm, targets);
  }
}

/** Tags of targets are passed from construction and risk management to execution, and to the orders. */
export default class PortfolioTargetTagsRegressionAlgorithm extends FrameworkAlgorithm {
  private readonly executionModel = new CheckedExecution();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setUniverseSelection(new ManualUniverseSelectionModel(['SPY']));
    this.setAlpha(new ConstantAlphaModel('up', minutes(20), { magnitude: 0.025 }));
    this.setPortfolioConstruction(new TaggedConstruction({ rebalance: days(1) }));
    this.setExecution(this.executionModel);
    this.setRiskManagement(new TaggedRisk(0.01));
  }

  override onEndOfAlgorithm(): void {
    if (this.executionModel.count === 0) throw new Error('No target came to the execution model.');
  }
}
