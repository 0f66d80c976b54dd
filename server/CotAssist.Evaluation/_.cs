namespace CotAssist.Evaluation;
