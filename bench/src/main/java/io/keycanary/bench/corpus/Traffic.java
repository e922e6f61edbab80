package io.keycanary.bench.corpus;

import java.util.List;

/** Background: records of people, workloads and AWS services, in which no decoy occurs. */
final class Traffic {
    private static final List<String> AGENTS = List.of(
            "Boto3/1.35.71 md/Botocore#1.35.71 ua/2.0 os/linux#6.1.112 md/arch#x86_64 lang/python#3.12.7 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.71",
            "aws-sdk-java/2.29.20 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.112 lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM md/vendor#Amazon.com_Inc. md/en m/D,e",
            "aws-sdk-go-v2/1.32.5 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#arm64 api/ec2#1.193.0",
            "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.78.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5 os/linux lang/go#1.23.2 md/GOOS#linux md/GOARCH#amd64",
            "aws-cli/2.22.7 md/awscrt#0.23.4 ua/2.0 os/macos#24.1.0 md/arch#arm64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#ec2.describe-instances",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            "amazon-ssm-agent/3.3.987.0 aws-sdk-go/1.55.5 (go1.22.5; linux; amd64)",
            "Datadog/CrawlerService boto/2.49",
            "kubernetes/v1.30.6 cloud-controller aws-sdk-go/1.55.5");
    private static final List<String> SERVICES = List.of(
            "autoscaling",
            "config",
            "lambda",
            "ecs",
            "elasticloadbalancing",
            "rds",
            "eks",
            "ssm",
            "cloudformation",
            "backup");
    private static final List<String> VERSIONS = List.of("1.08", "1.09", "1.10", "1.11", "1.11");

    private final List<Call> calls;
    private final int[] upTo;

    Traffic(List<Call> calls) {
        this.calls = calls;
        upTo = new int[calls.size()];
        int sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += calls.get(i).weight();
            upTo[i] = sum;
        }
    }

    /** One record. */
    Event next(Scene scene) {
        Dice dice = scene.dice();
        Call call = call(dice);
        Event event = new Event();
        event.version = dice.pick(VERSIONS);
        event.time = scene.time().toString();
        event.region = scene.region();
        event.account = scene.account();
        event.requestId = dice.uuid();
        event.eventId = dice.uuid();
        event.agent = dice.pickOften(AGENTS);
        event.ip = dice.pickOften(scene.landscape().names("address"));
        event.call(call.service(), call.name(), call.readOnly(), call.request().text(scene));
        event.response = call.response().text(scene);
        event.more = call.more().text(scene);
        caller(event, scene);
        if (dice.oneIn(30)) {
            deny(event, call);
        }
        return event;
    }

    private Call call(Dice dice) {
        int at = dice.below(upTo[upTo.length - 1]);
        int i = 0;
        while (upTo[i] <= at) {
            i++;
        }
        return calls.get(i);
    }

    private static void deny(Event event, Call call) {
        if (call.service().equals("ec2")) {
            event.denied("Client.UnauthorizedOperation", "You are not authorized to perform this operation.");
        } else {
            event.denied(
                    "AccessDenied",
                    "User is not authorized to perform: " + call.service() + ":" + call.name()
                            + " because no identity-based policy allows the " + call.service() + ":" + call.name()
                            + " action");
        }
    }

    private static void caller(Event event, Scene scene) {
        Dice dice = scene.dice();
        int share = dice.below(100);
        if (share < 52) {
            event.identity = Identity.role(dice.pickOften(scene.landscape().sessions), scene.account());
        } else if (share < 81) {
            event.identity = Identity.user(dice.pickOften(scene.landscape().users), scene.account());
        } else if (share < 97) {
            String service = dice.pickOften(SERVICES) + ".amazonaws.com";
            event.identity = "{\"type\":\"AWSService\",\"invokedBy\":\"" + service + "\"}";
            event.ip = service;
            event.agent = service;
            event.host = "";
        } else {
            event.identity = Identity.rare(dice, scene);
        }
    }
}
